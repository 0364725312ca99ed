/** Tests of PNG pictures. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.png;
