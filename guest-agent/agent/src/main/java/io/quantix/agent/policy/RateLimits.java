package io.quantix.agent.policy;

import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often the host may ask. Commands and file operations as configured; passwords always, since
 * who asks for many of them guesses or floods the log.
 */
public final class RateLimits {
  private static final long SECOND = 1_000_000_000L;
  private static final int PASSWORDS_PER_MINUTE = 10;

  private final Optional<TokenBucket> commands;
  private final Optional<TokenBucket> fileOperations;
  private final TokenBucket passwords;

  /** As configured; 0 means no limit. */
  public RateLimits(AgentConfig.Security security) {
    this(security, System::nanoTime);
  }

  RateLimits(AgentConfig.Security security, LongSupplier clock) {
    commands = bucket(security.maxCommandsPerMinute(), 60 * SECOND, clock);
    fileOperations = bucket(security.maxFileOpsPerSecond(), SECOND, clock);
    passwords = new TokenBucket(PASSWORDS_PER_MINUTE, 60 * SECOND, clock);
  }

  private static Optional<TokenBucket> bucket(int tokens, long nanos, LongSupplier clock) {
    return tokens == 0 ? Optional.empty() : Optional.of(new TokenBucket(tokens, nanos, clock));
  }

  /** Before a command or a terminal. */
  public void command() throws AgentException {
    if (commands.isPresent()) {
      take(commands.get(), "commands", "security.max_commands_per_minute");
    }
  }

  /** Before each request about a file; a stream's chunks are no requests. */
  public void fileOperation() throws AgentException {
    if (fileOperations.isPresent()) {
      take(fileOperations.get(), "file operations", "security.max_file_ops_per_second");
    }
  }

  /** Before a password is set. */
  public void password() throws AgentException {
    take(passwords, "passwords", "");
  }

  private static void take(TokenBucket bucket, String what, String key) throws AgentException {
    long wait = bucket.take();
    if (wait > 0) {
      long milliseconds = (wait + 999_999) / 1_000_000;
      throw new AgentException(
              ErrorCode.RATE_LIMIT_EXCEEDED,
              "This guest takes no more " + what + " for " + milliseconds + " ms",
              key,
              "Ask again in " + milliseconds + " ms",
              null)
          .retryAfter(Duration.ofMillis(milliseconds));
    }
  }
}
