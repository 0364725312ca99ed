package io.quantix.agent.config;

import io.quantix.agent.protocol.ErrorCode;

/**
 * Something wrong in the configuration.
 *
 * @param code {@link ErrorCode#CONFIG_LOAD_FAILED} or {@link ErrorCode#CONFIG_INVALID}
 * @param source the file, or the environment variable
 * @param line in the file, from 1; 0 where there is none
 * @param key the whole name, as {@code security.audit_logging}; empty where there is none
 * @param message what is wrong, and what is allowed
 * @param fatal whether the agent must not run like that: going on with a default could let the host
 *     do what the guest's owner meant to forbid
 */
public record ConfigProblem(
    ErrorCode code, String source, int line, String key, String message, boolean fatal) {

  /** One line: code, place, key, message. */
  @Override
  public String toString() {
    return "QXGA-"
        + code.number()
        + " "
        + source
        + (line > 0 ? ":" + line : "")
        + (key.isEmpty() ? "" : " " + key)
        + ": "
        + message;
  }
}
