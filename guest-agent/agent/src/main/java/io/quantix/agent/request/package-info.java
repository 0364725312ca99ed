/** The protocol's requests, each brought to the part of the agent that does it, and its answer. */
package io.quantix.agent.request;
