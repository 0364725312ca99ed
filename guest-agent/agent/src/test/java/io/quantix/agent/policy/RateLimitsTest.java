package io.quantix.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5 * SECOND);

  @Test
  void aBucketNeverLetsTwiceAsManyThroughAroundTheEndOfAMinute() {
    TokenBucket bucket = new TokenBucket(60, 60 * SECOND, clock::get);
    clock.addAndGet(59 * SECOND);
    int through = 0;
    for (int i = 0; i < 200; i++) {
      if (bucket.take() == 0) {
        through++;
      }
      if (i == 100) {
        clock.addAndGet(2 * SECOND);
      }
    }
    assertThat(through).isEqualTo(62);
    assertThat(bucket.take()).isEqualTo(SECOND);
  }

  @Test
  void aRefusalSaysWhenToAskAgain() throws Exception {
    RateLimits limits =
        new RateLimits(
            Policies.of("max_commands_per_minute: 2\nmax_file_ops_per_second: 4"), clock::get);
    limits.command();
    limits.command();
    AgentException refusal = catchThrowableOfType(AgentException.class, limits::command);
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
    assertThat(refusal.resolution()).contains("Ask again in 30000 ms");
    for (int i = 0; i < 4; i++) {
      limits.fileOperation();
    }
    assertThat(catchThrowableOfType(AgentException.class, limits::fileOperation).resolution())
        .contains("Ask again in 250 ms");
    clock.addAndGet(30 * SECOND);
    limits.command();
    limits.fileOperation();
  }

  @Test
  void zeroIsNoLimitExceptForPasswords() throws Exception {
    RateLimits limits = new RateLimits(Policies.of(""), clock::get);
    for (int i = 0; i < 1_000; i++) {
      limits.command();
      limits.fileOperation();
    }
    for (int i = 0; i < 10; i++) {
      limits.password();
    }
    assertThat(catchThrowableOfType(AgentException.class, limits::password).code())
        .isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
  }
}
