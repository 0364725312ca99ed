package io.quantix.libvirt.rpc;

import io.quantix.libvirt.transport.Deadlines;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** Pings a silent daemon and gives it up when it stays silent (libvirt's keepalive program). */
final class KeepAlive {
  static final int PROGRAM = 0x6b656570;
  static final int PING = 1;
  static final int PONG = 2;

  private final RpcConnection connection;
  private final int most;
  private final ScheduledFuture<?> task;
  private volatile boolean heard = true;
  private int unanswered;

  KeepAlive(RpcConnection connection, long intervalMillis, int most) {
    this.connection = connection;
    this.most = most;
    task = Deadlines.every(Duration.ofMillis(intervalMillis), this::tick);
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
}
