package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.transport.Deadlines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One authenticated SSH connection to one host, made by JSch. */
final class SshConnection {
  private static final int ALIVE_INTERVAL_MILLIS = 20_000;
  private static final int ALIVE_COUNT = 3;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
  private static final int CHANNEL_TIMEOUT_MILLIS = 30_000;

  private final SshTarget target;
  private final Session session;
  private final Carrier carrier;
  private final boolean holdsBack;
  private final Runnable afterwards;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile HostFacts facts = HostFacts.unknown();

  private SshConnection(
      SshTarget target, Session session, Carrier carrier, boolean holdsBack, Runnable afterwards) {
    this.target = target;
    this.holdsBack = holdsBack;
    this.session = session;
    this.carrier = carrier;
    this.afterwards = afterwards;
  }

  /**
   * Makes the connection over a carrier, which is closed if that fails.
   *
   * @param holdsBack whether it carries one stream alone, whose slow reader may hold all of it up
   * @param afterwards done once the connection is closed
   */
  static SshConnection open(
      SshTarget target,
      Carrier carrier,
      Prompter prompter,
      Patience patience,
      boolean holdsBack,
      Runnable afterwards)
      throws LibvirtException {
    SshQuestions questions = new SshQuestions(target.account(), target.words(), prompter, patience);
    SshKeys keys = new SshKeys(target, questions);
    patience.guard(() -> {
      carrier.close();
      keys.stop();
    });
    patience.start();
    boolean opened = false;
    try {
      HostKeyCheck hostKeys = new HostKeyCheck(target, prompter, patience);
      Session session = session(target, carrier, questions, keys, hostKeys);
      try {
        connect(
            session,
            () -> {
              carrier.close();
              keys.stop();
            });
      } catch (JSchException | RuntimeException e) {
        throw failure(target, patience, hostKeys, questions, keys, e);
      }
      questions.accepted();
      SshConnection connection = new SshConnection(target, session, carrier, holdsBack, afterwards);
      // sshd sets TCP_NODELAY at a connection's first command, and so this comes first of all.
      connection.facts = HostFacts.learn(connection);
      opened = true;
      return connection;
    } finally {
      patience.stop();
      patience.guard(() -> {});
      if (!opened) {
        carrier.close();
      }
    }
  }

  // JSch reads as sockets do, which no interrupt ends. So another thread does it, and asks the
  // person, too; what interrupts us interrupts it.
  private static void connect(Session session, Runnable giveUp) throws JSchException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread connecting =
        Thread.ofVirtual()
            .name("ssh-connect " + session.getHost())
            .start(() -> {
              try {
                session.connect(0);
                done.complete(null);
              } catch (JSchException | RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    boolean interrupted = false;
    while (true) {
      try {
        done.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        connecting.interrupt();
        giveUp.run();
      } catch (ExecutionException e) {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        if (e.getCause() instanceof JSchException cause) {
          throw cause;
        }
        throw new JSchException(String.valueOf(e.getCause()), e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Session session(
      SshTarget target,
      Carrier carrier,
      SshQuestions questions,
      SshKeys keys,
      HostKeyCheck hostKeys)
      throws LibvirtException {
    try {
      Session session = new JSch().getSession(target.user(), target.hostName(), target.port());
      session.setProxy(carrier);
      session.setUserInfo(questions);
      session.setIdentityRepository(keys);
      session.setHostKeyRepository(hostKeys);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("HashKnownHosts", "no");
      session.setConfig("server_host_key", hostKeys.algorithms());
      session.setConfig("prefer_known_host_key_types", "no");
      session.setConfig("PreferredAuthentications", "publickey,keyboard-interactive,password");
      session.setConfig("MaxAuthTries", "20");
      session.setServerAliveInterval(ALIVE_INTERVAL_MILLIS);
      session.setServerAliveCountMax(ALIVE_COUNT);
      session.setDaemonThread(true);
      return session;
    } catch (JSchException e) {
      throw SshFailures.of(Kind.FAILED, "SSH cannot be set up: " + SshFailures.why(e), "", e);
    }
  }

  private static LibvirtException failure(
      SshTarget target,
      Patience patience,
      HostKeyCheck hostKeys,
      SshQuestions questions,
      SshKeys keys,
      Exception e) {
    if (hostKeys.failure().isPresent()) {
      return hostKeys.failure().get();
    }
    if (patience.expired()) {
      return SshFailures.of(
          Kind.UNREACHABLE,
          "the SSH server of "
              + target.words()
              + " has not let us in within "
              + patience.limit().toMillis()
              + " ms",
          "The host is busy, or what answers there is no SSH server.",
          e);
    }
    if (Thread.currentThread().isInterrupted()) {
      return SshFailures.of(
          Kind.INTERRUPTED, "interrupted while connecting to " + target.words(), "", e);
    }
    if (questions.cancelled()) {
      return SshFailures.of(
          Kind.AUTH_CANCELLED,
          target.words() + " asks for a password, a passphrase or an answer, and none was given",
          "Give it, or set up a key: ssh-copy-id " + target.words(),
          e);
    }
    String why = SshFailures.why(e);
    String lower = why.toLowerCase(Locale.ROOT);
    if (lower.contains("auth fail")
        || lower.contains("auth cancel")
        || lower.contains("authentication")) {
      return SshFailures.of(Kind.DENIED, denied(target, questions, keys, why), hint(target), e);
    }
    if (lower.contains("hostkey") || lower.contains("host key") || lower.contains("certificate")) {
      return SshFailures.of(
          Kind.UNTRUSTED, "the key of " + target.words() + " is not accepted: " + why, "", e);
    }
    if (lower.contains("algorithm negotiation")) {
      return SshFailures.of(
          Kind.UNSUPPORTED,
          target.words() + " has no cipher or key exchange in common with us: " + why,
          "Use the system's ssh for this connection.",
          e);
    }
    return SshFailures.of(
        Kind.UNREACHABLE,
        "the SSH connection to " + target.words() + " could not be made: " + why,
        "Try ssh " + target.words() + " in a terminal.",
        e);
  }

  private static String denied(SshTarget target, SshQuestions questions, SshKeys keys, String why) {
    return target.words()
        + " does not let us in: "
        + (questions.exhausted()
            ? "the answer was wrong " + SshQuestions.ATTEMPTS + " times; "
            : "")
        + why
        + "; keys offered: "
        + (keys.offered().isEmpty() ? "none" : String.join(", ", keys.offered()))
        + (keys.unusable().isEmpty() ? "" : "; " + String.join("; ", keys.unusable()))
        + (questions.banner().isEmpty() ? "" : "; it says: " + questions.banner());
  }

  private static String hint(SshTarget target) {
    return "Check the user's name and password, or add a key: ssh-copy-id " + target.words() + ".";
  }

  /** Where it leads. */
  SshTarget target() {
    return target;
  }

  /** What was learned about the host at the beginning. */
  HostFacts facts() {
    return facts;
  }

  /** Whether it still carries channels. */
  boolean isOpen() {
    return !closed.get() && session.isConnected();
  }

  private Channel channel(String type) throws IOException {
    try {
      Channel channel = session.openChannel(type);
      if (channel != null) {
        return channel;
      }
    } catch (JSchException e) {
      throw new IOException("the SSH connection to " + target.words() + " has ended", e);
    }
    throw new IOException("the SSH connection to " + target.words() + " is ending");
  }

  /** Runs a command through the user's shell. */
  ChannelStream exec(String command) throws IOException {
    if (channel("exec") instanceof ChannelExec exec) {
      exec.setCommand(command.getBytes(StandardCharsets.UTF_8));
      // With a timeout JSch would look for the answer every 10 ms.
      return ChannelStream.open(exec, 0, holdsBack);
    }
    throw new IOException("JSch has no exec channel");
  }

  /** Connects to a TCP port as the host sees it. */
  ChannelStream tcp(String address, int port) throws IOException {
    if (channel("direct-tcpip") instanceof ChannelDirectTCPIP tcp) {
      tcp.setHost(address);
      tcp.setPort(port);
      return ChannelStream.open(tcp, CHANNEL_TIMEOUT_MILLIS, holdsBack);
    }
    throw new IOException("JSch has no direct-tcpip channel");
  }

  /** Connects to a UNIX socket of the host. */
  ChannelStream unix(String path) throws IOException {
    if (channel("direct-streamlocal@openssh.com") instanceof ChannelDirectStreamLocal unix) {
      unix.setSocketPath(path);
      return ChannelStream.open(unix, CHANNEL_TIMEOUT_MILLIS, holdsBack);
    }
    throw new IOException("JSch has no streamlocal channel");
  }

  /** Ends it and all of its channels; does not wait. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      ScheduledFuture<?> watch = Deadlines.after(CLOSE_PATIENCE, carrier::close);
      Thread.ofVirtual()
          .name("ssh-close")
          .start(() -> {
            try {
              session.disconnect();
            } finally {
              carrier.close();
              watch.cancel(false);
              afterwards.run();
            }
          });
    }
  }
}
