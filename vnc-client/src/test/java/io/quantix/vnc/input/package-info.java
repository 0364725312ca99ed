/** Tests of keys and their names. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.input;
