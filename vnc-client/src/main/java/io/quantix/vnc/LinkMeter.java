package io.quantix.vnc;

import java.util.concurrent.TimeUnit;

/**
 * Measures the way from the server. Two figures: how much came in the last second in which
 * something came, for people; and how fast bytes come while an update is being read, which is what
 * the way can do, since between updates there may be nothing to send. Written by one thread.
 */
final class LinkMeter {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  // Fewer bytes than these say more about the server's pauses than about the way.
  private static final long TELLING = 16 * 1024;

  private long windowStart;
  private long windowBytes;
  private long lastEnd;
  private boolean isFirstWindow = true;
  private volatile long bytesPerSecond;

  private long updateStart;
  private long updateBytes;
  private long sampleStart;
  private long busyNanos;
  private long busyBytes;

  /** Bytes a second, of the last second in which something came. */
  long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** An update begins; so many bytes have come in all. */
  void updateBegins(long now, long received) {
    if (lastEnd == 0) {
      windowStart = now;
      sampleStart = now;
    } else if (now - lastEnd > SECOND) {
      publish(Math.max(lastEnd - windowStart, SECOND), received);
      restart(now, received);
    }
    updateStart = now;
    updateBytes = received;
  }

  /** It has been read. */
  void updateEnds(long now, long received) {
    lastEnd = now;
    busyNanos += now - updateStart;
    busyBytes += received - updateBytes;
    long elapsed = now - windowStart;
    if (elapsed >= SECOND) {
      publish(elapsed, received);
      restart(now, received);
      isFirstWindow = false;
    } else if (isFirstWindow) {
      publish(SECOND, received);
    }
  }

  /** Bits a second that the way can do, about once a second; 0 if there is nothing new to say. */
  long sample(long now) {
    if (busyBytes < TELLING || now - sampleStart < SECOND) {
      return 0;
    }
    long bits = (long) (busyBytes * 8.0 * SECOND / Math.max(busyNanos, 1));
    sampleStart = now;
    busyBytes = 0;
    busyNanos = 0;
    return bits;
  }

  private void publish(long elapsed, long received) {
    bytesPerSecond = (long) ((received - windowBytes) * (double) SECOND / elapsed);
  }

  private void restart(long now, long received) {
    windowStart = now;
    windowBytes = received;
  }
}
