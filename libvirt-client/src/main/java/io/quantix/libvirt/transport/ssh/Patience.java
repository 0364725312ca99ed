package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.transport.Deadlines;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long connecting may take. The time that a person takes to answer is not counted. When it runs
 * out, what is waited for is closed, so that whoever waits is told.
 */
final class Patience {
  private final Duration limit;
  private long leftNanos;
  private long since;
  private boolean expired;
  private boolean running;
  private @Nullable ScheduledFuture<?> alarm;
  private Runnable atEnd = () -> {};

  Patience(Duration limit) {
    this.limit = limit;
    this.leftNanos = Math.max(1, limit.toNanos());
  }

  /** What is closed when the time is over. */
  synchronized void guard(Runnable close) {
    atEnd = close;
    if (expired) {
      close.run();
    }
  }

  synchronized void start() {
    if (running || expired) {
      return;
    }
    running = true;
    since = System.nanoTime();
    alarm = Deadlines.after(Duration.ofNanos(leftNanos), this::expire);
  }

  synchronized void stop() {
    if (!running) {
      return;
    }
    running = false;
    leftNanos = Math.max(1, leftNanos - (System.nanoTime() - since));
    ScheduledFuture<?> current = alarm;
    if (current != null) {
      current.cancel(false);
    }
    alarm = null;
  }

  private void expire() {
    Runnable close;
    synchronized (this) {
      if (!running) {
        return;
      }
      running = false;
      expired = true;
      close = atEnd;
    }
    close.run();
  }

  synchronized boolean expired() {
    return expired;
  }

  /** What is left, at least a millisecond. */
  synchronized Duration left() {
    long spent = running ? System.nanoTime() - since : 0;
    return Duration.ofNanos(Math.max(1_000_000, leftNanos - spent));
  }

  Duration limit() {
    return limit;
  }

  /** Asks a person; meanwhile no time passes. */
  <T> T whileAPersonAnswers(Supplier<T> question) {
    stop();
    try {
      return question.get();
    } finally {
      start();
    }
  }
}
