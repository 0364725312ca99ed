package io.quantix.agent.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done. The message says what was asked and why it failed; {@link
 * #resolution} what may help; {@link #context} names the file, command or key that it is about.
 */
public class AgentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String context;
  private final String resolution;
  private Duration retryAfter = Duration.ZERO;

  /** With the usual resolution of the code and no context. */
  public AgentException(ErrorCode code, String message) {
    this(code, message, "", code.resolution(), null);
  }

  /** With the usual resolution of the code. */
  public AgentException(ErrorCode code, String message, String context) {
    this(code, message, context, code.resolution(), null);
  }

  /** With the usual resolution of the code and what caused it, which is not sent. */
  public AgentException(ErrorCode code, String message, Throwable cause) {
    this(code, message, "", code.resolution(), cause);
  }

  /**
   * @param context empty if there is none
   * @param resolution empty if nothing is known to help
   * @param cause stays on this side of the channel
   */
  public AgentException(
      ErrorCode code,
      String message,
      String context,
      String resolution,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.context = context;
    this.resolution = resolution;
  }

  /** Says when it is worth asking again. */
  public AgentException retryAfter(Duration wait) {
    retryAfter = wait;
    return this;
  }

  /** When it is worth asking again; zero if waiting does not help. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** What kind of failure it is. */
  public ErrorCode code() {
    return code;
  }

  /** What went wrong, without its code. */
  public String reason() {
    String message = getMessage();
    return message == null ? code.meaning() : message;
  }

  /** What it is about, if that is known. */
  public Optional<String> context() {
    return context.isEmpty() ? Optional.empty() : Optional.of(context);
  }

  /** What to do about it, if anything is known to help. */
  public Optional<String> resolution() {
    return resolution.isEmpty() ? Optional.empty() : Optional.of(resolution);
  }
}
