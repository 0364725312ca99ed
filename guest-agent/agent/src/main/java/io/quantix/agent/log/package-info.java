/** The agent's own log: lines for whoever administers the guest. */
package io.quantix.agent.log;
