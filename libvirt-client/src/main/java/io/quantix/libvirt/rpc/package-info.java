/** libvirt's remote protocol: XDR, packets, calls, events and keepalive. */
package io.quantix.libvirt.rpc;
