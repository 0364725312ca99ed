/** Tests of the bytes, and what other tests speak to instead of a socket. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.wire;
