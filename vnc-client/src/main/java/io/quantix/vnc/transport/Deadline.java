package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time by which a way to a server must be open: every step of it shares this one. What waits
 * for the other end is watched, and closed when the time is up.
 */
final class Deadline {
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final long LONGEST_MILLIS = 3_600_000;
  private static final int LOOK_AGAIN_MILLIS = 200;

  private final Duration timeout;
  private final long end;
  private final AtomicLong asked = new AtomicLong();
  private volatile boolean asking;

  Deadline(Duration timeout) {
    this.timeout = timeout;
    this.end = System.nanoTime() + timeout.toNanos();
  }

  /** Milliseconds left, an hour at most; 0 if there are none. */
  int millis() {
    long left = end + asked.get() - System.nanoTime();
    return (int) Math.clamp(left / NANOS_A_MILLI, 0, LONGEST_MILLIS);
  }

  /** Asks somebody, whose time is not the server's and does not count. */
  boolean ask(BooleanSupplier question) {
    long began = System.nanoTime();
    asking = true;
    try {
      return question.getAsBoolean();
    } finally {
      asked.addAndGet(System.nanoTime() - began);
      asking = false;
    }
  }

  /** Something that waits for the other end. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException, VncException;
  }

  /**
   * Does a step, and closes what it waits on when the time is up or the step fails.
   *
   * @param what whose answer is waited for: {@code cannot connect to 127.0.0.1:5900}
   * @throws VncException of kind UNREACHABLE if the time was up or the connection broke
   */
  <T> T watch(Closeable waitsOn, String what, Step<T> step) throws VncException {
    AtomicBoolean decided = new AtomicBoolean();
    Thread watch =
        Thread.ofVirtual().name("connect deadline").start(() -> closeInTime(waitsOn, decided));
    boolean done = false;
    try {
      T result = step.run();
      done = decided.compareAndSet(false, true);
      if (!done) {
        throw timedOut(what, new SocketTimeoutException("no answer"));
      }
      return result;
    } catch (IOException e) {
      throw decided.get() ? timedOut(what, e) : failure(what, e);
    } catch (VncException e) {
      // What a step makes of the connection's end, which was the clock's.
      if (decided.get()) {
        throw timedOut(what, e);
      }
      throw e.getCause() instanceof ClosedByInterruptException interrupt
          ? failure(what, interrupt)
          : e;
    } finally {
      watch.interrupt();
      if (!done) {
        close(waitsOn);
      }
    }
  }

  private void closeInTime(Closeable waitsOn, AtomicBoolean decided) {
    try {
      Thread.sleep(1);
      for (int left = left(); left > 0; left = left()) {
        Thread.sleep(left);
      }
      if (decided.compareAndSet(false, true)) {
        close(waitsOn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int left() {
    return asking ? LOOK_AGAIN_MILLIS : millis();
  }

  private static void close(Closeable closed) {
    try {
      closed.close();
    } catch (IOException e) {
      // What cannot be closed is as good as closed.
    }
  }

  private static VncException failure(String what, IOException e) {
    if (e.getCause() instanceof VncException known) {
      return known;
    }
    if (Thread.currentThread().isInterrupted()) {
      return unreachable(what, "interrupted", "", e);
    }
    String why = String.valueOf(e.getMessage());
    return unreachable(
        what, e instanceof java.io.EOFException ? "the connection was closed" : why, "", e);
  }

  /** For a step that got no answer. */
  VncException timedOut(String what, Exception cause) {
    long millis = timeout.toMillis();
    String time = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    return unreachable(
        what,
        "no answer within " + time,
        "Check the address, and that no firewall drops the connection.",
        cause);
  }

  static VncException unreachable(String what, String why, String hint, @Nullable Exception cause) {
    return new VncException(
        VncException.Kind.UNREACHABLE,
        what + ": " + why,
        hint,
        cause == null ? new IOException(why) : cause);
  }
}
