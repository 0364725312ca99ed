/** Shuts the guest down. */
package io.quantix.agent.power;
