package io.quantix.libvirt;

import java.time.Duration;

/**
 * How a connection is made and kept.
 *
 * @param readOnly ask only what a read-only user may ask, over the daemon's read-only socket
 * @param connectTimeout for reaching the host, and again for opening the connection there; the time
 *     that a person takes to answer is not counted
 * @param callTimeout how long a call may take before it ends with {@link
 *     LibvirtException.Kind#TIMEOUT}
 * @param keepAliveInterval silence after which the daemon is pinged; zero for never
 * @param keepAliveCount pings without an answer after which the connection is taken as lost
 * @param window calls in flight at once; the daemon warns in its log above five. Quick reads of a
 *     host that is far, more than 1 ms, are not held to it
 * @param autostart start the user's own daemon when {@code qemu:///session} finds none running
 * @param prompter who is asked for passwords and about unknown hosts
 * @param ssh which SSH client goes to {@code +ssh} hosts
 */
public record ConnectOptions(
    boolean readOnly,
    Duration connectTimeout,
    Duration callTimeout,
    Duration keepAliveInterval,
    int keepAliveCount,
    int window,
    boolean autostart,
    Prompter prompter,
    SshClient ssh) {

  /** Which SSH client goes to a remote host. */
  public enum SshClient {
    /** The one inside this library; needs nothing on this machine. */
    BUILT_IN,
    /** The system's {@code ssh}, with all that it is configured for. */
    SYSTEM
  }

  /** Read-write, 30 s to connect, 60 s a call, pings after 5 s of silence, five calls in flight. */
  public static ConnectOptions defaults() {
    return new ConnectOptions(
        false,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        3,
        5,
        true,
        Prompter.none(),
        SshClient.BUILT_IN);
  }

  /** The same, read-only or not. */
  public ConnectOptions withReadOnly(boolean value) {
    return new ConnectOptions(
        value,
        connectTimeout,
        callTimeout,
        keepAliveInterval,
        keepAliveCount,
        window,
        autostart,
        prompter,
        ssh);
  }

  /** The same with another deadline for connecting. */
  public ConnectOptions withConnectTimeout(Duration value) {
    return new ConnectOptions(
        readOnly,
        value,
        callTimeout,
        keepAliveInterval,
        keepAliveCount,
        window,
        autostart,
        prompter,
        ssh);
  }

  /** The same with another deadline for calls. */
  public ConnectOptions withCallTimeout(Duration value) {
    return new ConnectOptions(
        readOnly,
        connectTimeout,
        value,
        keepAliveInterval,
        keepAliveCount,
        window,
        autostart,
        prompter,
        ssh);
  }

  /** The same with other keepalive settings. */
  public ConnectOptions withKeepAlive(Duration interval, int count) {
    return new ConnectOptions(
        readOnly, connectTimeout, callTimeout, interval, count, window, autostart, prompter, ssh);
  }

  /** The same with another number of calls in flight. */
  public ConnectOptions withWindow(int value) {
    return new ConnectOptions(
        readOnly,
        connectTimeout,
        callTimeout,
        keepAliveInterval,
        keepAliveCount,
        value,
        autostart,
        prompter,
        ssh);
  }

  /** The same, starting the user's own daemon or not. */
  public ConnectOptions withAutostart(boolean value) {
    return new ConnectOptions(
        readOnly,
        connectTimeout,
        callTimeout,
        keepAliveInterval,
        keepAliveCount,
        window,
        value,
        prompter,
        ssh);
  }

  /** The same with somebody to ask. */
  public ConnectOptions withPrompter(Prompter value) {
    return new ConnectOptions(
        readOnly,
        connectTimeout,
        callTimeout,
        keepAliveInterval,
        keepAliveCount,
        window,
        autostart,
        value,
        ssh);
  }

  /** The same with another SSH client. */
  public ConnectOptions withSsh(SshClient value) {
    return new ConnectOptions(
        readOnly,
        connectTimeout,
        callTimeout,
        keepAliveInterval,
        keepAliveCount,
        window,
        autostart,
        prompter,
        value);
  }
}
