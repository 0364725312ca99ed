package io.quantix.desktop.app;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/**
 * Measures how long the JavaFX thread lets work wait: a thread of its own asks for a turn every few
 * milliseconds and notes how late it got it. Off unless the system property {@code
 * quantix.stall.report} is set to a number of seconds; then the longest wait is printed every so
 * many seconds as {@code longest stall 12.3 ms}, and each one over 25 ms when it ends, with the
 * time since the measuring began.
 */
public final class StallMeter {
  private static final String PROPERTY = "quantix.stall.report";
  private static final long TURN_MILLIS = 2;
  private static final long NOTABLE_NANOS = 25_000_000;

  private final AtomicBoolean waiting = new AtomicBoolean();
  private final long begun = System.nanoTime();
  private volatile long askedAt;
  private volatile long longest;

  private StallMeter() {}

  /** Starts measuring if the property asks for it; call once the window is shown. */
  public static void startIfAsked() {
    int seconds = Integer.getInteger(PROPERTY, 0);
    if (seconds > 0) {
      StallMeter meter = new StallMeter();
      Thread thread = new Thread(() -> meter.run(seconds * 1_000_000_000L), "stall-meter");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run(long reportNanos) {
    long reportAt = System.nanoTime() + reportNanos;
    try {
      while (true) {
        if (waiting.compareAndSet(false, true)) {
          askedAt = System.nanoTime();
          Platform.runLater(this::turn);
        }
        Thread.sleep(TURN_MILLIS);
        if (System.nanoTime() >= reportAt) {
          System.out.println(
              String.format(Locale.ROOT, "longest stall %.1f ms", longest / 1_000_000.0));
          longest = 0;
          reportAt = System.nanoTime() + reportNanos;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Only the JavaFX thread adds to it, and a report that loses a stall to a race is caught by the
  // next one.
  private void turn() {
    long now = System.nanoTime();
    long waited = now - askedAt;
    if (waited > NOTABLE_NANOS) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "stall of %.1f ms at %d ms",
              waited / 1_000_000.0,
              (now - begun) / 1_000_000));
    }
    longest = Math.max(longest, waited);
    waiting.set(false);
  }
}
