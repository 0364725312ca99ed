/** Tests of the decoders, with encoders of their own. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.encoding;
