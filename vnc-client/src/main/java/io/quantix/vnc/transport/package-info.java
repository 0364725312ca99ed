/** Ways to a VNC server: TCP, a UNIX socket, any pair of channels. */
package io.quantix.vnc.transport;
