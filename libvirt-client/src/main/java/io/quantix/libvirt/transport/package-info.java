/** How bytes reach a daemon: URIs, sockets, and daemons started on demand. */
package io.quantix.libvirt.transport;
