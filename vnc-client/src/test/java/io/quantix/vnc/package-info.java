/** Tests of whole sessions. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc;
