package io.quantix.desktop.host;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;

/** Nobody in the guest answers; {@link #why} says what is missing. */
public final class NoAgentException extends AgentException {
  private static final long serialVersionUID = 1L;

  /** What there would have to be. */
  public enum Missing {
    /** The VM is off. */
    RUNNING,
    /** The VM has no channel. */
    CHANNEL,
    /** Nothing in the guest has the channel open. */
    AGENT
  }

  private final Missing missing;

  /** With what is missing, and words for it. */
  public NoAgentException(Missing missing, String message, String hint) {
    super(ErrorCode.DEVICE_NOT_FOUND, message, "", hint, null);
    this.missing = missing;
  }

  /** What is missing. */
  public Missing why() {
    return missing;
  }
}
