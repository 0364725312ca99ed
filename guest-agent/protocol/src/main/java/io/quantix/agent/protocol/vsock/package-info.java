/**
 * Sockets between a virtual machine and its host that need no network (AF_VSOCK of Linux), for
 * either end of the agent's protocol. See vsock(7).
 */
package io.quantix.agent.protocol.vsock;
