package io.quantix.agent.policy;

import java.util.function.LongSupplier;

/**
 * So many a time, on the average: a bucket that holds so many tokens and fills evenly. Who counts
 * per calendar minute lets twice as many through around its end; this does not.
 */
public final class TokenBucket {
  private final long capacity;
  private final long nanosPerToken;
  private final LongSupplier clock;
  private long filledUntil;

  /**
   * A full one.
   *
   * @param tokens how many at once, and how many in each {@code nanos}
   * @param clock nanoseconds that never go back
   */
  public TokenBucket(long tokens, long nanos, LongSupplier clock) {
    if (tokens < 1 || nanos < tokens) {
      throw new IllegalArgumentException(tokens + " tokens in " + nanos + " ns");
    }
    this.capacity = tokens;
    this.nanosPerToken = nanos / tokens;
    this.clock = clock;
    this.filledUntil = clock.getAsLong() - capacity * nanosPerToken;
  }

  /** Takes one: 0 if there was one, or else in how many nanoseconds there will be. */
  public synchronized long take() {
    long now = clock.getAsLong();
    long full = now - capacity * nanosPerToken;
    if (filledUntil - full < 0) {
      filledUntil = full;
    }
    long after = filledUntil + nanosPerToken;
    if (after - now > 0) {
      return after - now;
    }
    filledUntil = after;
    return 0;
  }
}
