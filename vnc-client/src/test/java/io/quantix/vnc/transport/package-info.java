/** Tests of the ways to a server. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.transport;
