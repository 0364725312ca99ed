/**
 * The agent's end of the channel: reads requests, has them done, puts the answers in order of their
 * urgency, and carries streams.
 */
package io.quantix.agent.channel;
