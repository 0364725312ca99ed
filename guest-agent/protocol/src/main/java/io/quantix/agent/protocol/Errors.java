package io.quantix.agent.protocol;

import io.quantix.agent.protocol.message.ErrorEvent;

/** Errors as messages, and back. */
public final class Errors {
  private Errors() {}

  /** What is sent for it: its cause is not. */
  public static ErrorEvent event(AgentException failure) {
    ErrorCode code = failure.code();
    return ErrorEvent.newBuilder()
        .setCode(code.number())
        .setName(code.name())
        .setCategory(code.category().name())
        .setMessage(failure.reason())
        .setContext(failure.context().orElse(""))
        .setResolution(failure.resolution().orElse(""))
        .setRetryAfterMs(failure.retryAfter().toMillis())
        .build();
  }

  /**
   * What was sent. A code that this version does not know becomes INTERNAL_ERROR, with its number
   * and name in the message.
   */
  public static AgentException exception(ErrorEvent event) {
    ErrorCode code = ErrorCode.of(event.getCode()).orElse(ErrorCode.INTERNAL_ERROR);
    String message = event.getMessage().isEmpty() ? code.meaning() : event.getMessage();
    if (code.number() != event.getCode()) {
      message = "QXGA-%d %s: %s".formatted(event.getCode(), event.getName(), message);
    }
    return new AgentException(code, message, event.getContext(), event.getResolution(), null)
        .retryAfter(
            java.time.Duration.ofMillis(Math.clamp(event.getRetryAfterMs(), 0, 86_400_000)));
  }
}
