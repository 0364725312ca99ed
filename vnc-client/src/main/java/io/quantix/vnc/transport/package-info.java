/** Ways to a VNC server: TCP, UNIX sockets, WebSockets, proxies, and any pair of channels. */
package io.quantix.vnc.transport;
