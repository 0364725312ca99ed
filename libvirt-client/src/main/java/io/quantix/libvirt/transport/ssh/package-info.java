/**
 * Daemons of other machines, reached through SSH: by the client inside this JVM or by the system's
 * {@code ssh}.
 */
package io.quantix.libvirt.transport.ssh;
