package io.quantix.libvirt.rpc;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pings a silent daemon and gives it up when it stays silent (libvirt's keepalive program). One
 * thread, which ends by itself, serves all connections.
 */
final class KeepAlive {
  static final int PROGRAM = 0x6b656570;
  static final int PING = 1;
  static final int PONG = 2;

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final RpcConnection connection;
  private final int most;
  private final ScheduledFuture<?> task;
  private volatile boolean heard = true;
  private int unanswered;

  KeepAlive(RpcConnection connection, long intervalMillis, int most) {
    this.connection = connection;
    this.most = most;
    task =
        TIMER.scheduleWithFixedDelay(
            this::tick, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
  }

  void heard() {
    heard = true;
  }

  void stop() {
    task.cancel(false);
  }

  private void tick() {
    if (heard) {
      heard = false;
      unanswered = 0;
      return;
    }
    if (unanswered >= most) {
      connection.lostToSilence();
      return;
    }
    unanswered++;
    connection.sendKeepAlive(PING);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("libvirt-keepalive").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(5, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
