package io.quantix.libvirt.transport;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things at their time: one thread, which ends by itself when idle, serves all connections.
 */
public final class Deadlines {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private Deadlines() {}

  /** Runs something quick once, unless it is cancelled before. */
  public static ScheduledFuture<?> after(Duration delay, Runnable action) {
    return TIMER.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs something quick again and again, until it is cancelled. */
  public static ScheduledFuture<?> every(Duration interval, Runnable action) {
    return TIMER.scheduleWithFixedDelay(
        action, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("libvirt-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(5, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
