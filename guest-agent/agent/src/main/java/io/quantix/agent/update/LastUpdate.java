package io.quantix.agent.update;

import io.quantix.agent.protocol.message.AgentUpdateState;

/**
 * How the last update went.
 *
 * @param version that it was to; empty if there was none
 * @param reason why it was given up; empty if it was not
 */
public record LastUpdate(AgentUpdateState state, String version, String reason) {}
