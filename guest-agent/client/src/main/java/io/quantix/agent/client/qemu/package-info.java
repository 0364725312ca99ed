/** QEMU's guest agent, where that is all that a guest has. */
package io.quantix.agent.client.qemu;
