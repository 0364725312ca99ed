/** The network of the guest, as its host wants it, by whatever configures it there. */
package io.quantix.agent.network;
