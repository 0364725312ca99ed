package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The time by which a way to a server must be open: every step of it shares this one. What waits
 * for the other end is watched, and closed when the time is up.
 */
final class Deadline {
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final long LONGEST_MILLIS = 3_600_000;

  private final Duration timeout;
  private final long end;

  Deadline(Duration timeout) {
    this.timeout = timeout;
    this.end = System.nanoTime() + timeout.toNanos();
  }

  /** Milliseconds left, an hour at most; 0 if there are none. */
  int millis() {
    return (int) Math.clamp((end - System.nanoTime()) / NANOS_A_MILLI, 0, LONGEST_MILLIS);
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
    } finally {
      watch.interrupt();
      if (!done) {
        close(waitsOn);
      }
    }
  }

  private void closeInTime(Closeable waitsOn, AtomicBoolean decided) {
    try {
      Thread.sleep(Math.max(1, millis()));
      if (decided.compareAndSet(false, true)) {
        close(waitsOn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
