package io.quantix.libvirt;

import java.time.Duration;

/**
 * How a connection is made and kept.
 *
 * @param readOnly ask only what a read-only user may ask, over the daemon's read-only socket
 * @param connectTimeout from the first byte sent to the connection being open, a polkit dialog not
 *     counted
 * @param callTimeout how long a call may take before it ends with {@link
 *     LibvirtException.Kind#TIMEOUT}
 * @param keepAliveInterval silence after which the daemon is pinged; zero for never
 * @param keepAliveCount pings without an answer after which the connection is taken as lost
 * @param window calls in flight at once; the daemon warns in its log above five
 * @param autostart start the user's own daemon when {@code qemu:///session} finds none running
 */
public record ConnectOptions(
    boolean readOnly,
    Duration connectTimeout,
    Duration callTimeout,
    Duration keepAliveInterval,
    int keepAliveCount,
    int window,
    boolean autostart) {

  /** Read-write, 30 s to connect, 60 s a call, pings after 5 s of silence, five calls in flight. */
  public static ConnectOptions defaults() {
    return new ConnectOptions(
        false, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(5), 3, 5, true);
  }

  /** The same, read-only or not. */
  public ConnectOptions withReadOnly(boolean value) {
    return new ConnectOptions(
        value, connectTimeout, callTimeout, keepAliveInterval, keepAliveCount, window, autostart);
  }

  /** The same with another deadline for calls. */
  public ConnectOptions withCallTimeout(Duration value) {
    return new ConnectOptions(
        readOnly, connectTimeout, value, keepAliveInterval, keepAliveCount, window, autostart);
  }

  /** The same with another deadline for connecting. */
  public ConnectOptions withConnectTimeout(Duration value) {
    return new ConnectOptions(
        readOnly, value, callTimeout, keepAliveInterval, keepAliveCount, window, autostart);
  }

  /** The same with another number of calls in flight. */
  public ConnectOptions withWindow(int value) {
    return new ConnectOptions(
        readOnly, connectTimeout, callTimeout, keepAliveInterval, keepAliveCount, value, autostart);
  }

  /** The same with other keepalive settings. */
  public ConnectOptions withKeepAlive(Duration interval, int count) {
    return new ConnectOptions(
        readOnly, connectTimeout, callTimeout, interval, count, window, autostart);
  }
}
