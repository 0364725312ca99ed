package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The SSH connections of this program: one for each host, user, port, way and key settings, shared
 * by all who use it and closed with the last.
 */
final class SshConnections {
  private static final int MAX_HOPS = 8;
  private static final SshConnections ALL = new SshConnections();

  /** What makes two users of a host share a connection. */
  private record Key(
      String host,
      String user,
      int port,
      List<Path> keys,
      Optional<Path> agent,
      List<Path> knownHosts,
      SshTarget.UnknownHosts trust,
      List<String> way) {}

  private static final class Shared {
    final CompletableFuture<SshConnection> connection = new CompletableFuture<>();
    int users = 1;

    boolean usable() {
      return !connection.isDone()
          || (!connection.isCompletedExceptionally() && connection.join().isOpen());
    }
  }

  /** A use of a connection, until it is closed. */
  static final class Lease {
    private final SshConnection connection;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(SshConnection connection, Runnable release) {
      this.connection = connection;
      this.release = release;
    }

    SshConnection connection() {
      return connection;
    }

    /** Gives it back; does not wait. */
    void close() {
      if (closed.compareAndSet(false, true)) {
        release.run();
      }
    }
  }

  private final Map<Key, Shared> connections = new HashMap<>();

  private SshConnections() {}

  /** Uses the connection to a host, which is made if there is none. */
  static Lease lease(
      SshTarget target, SshSettings settings, Prompter prompter, Duration connectTimeout)
      throws LibvirtException {
    return ALL.lease(target, settings, prompter, connectTimeout, 0);
  }

  /** Makes a connection that nobody else uses, for one stream that may hold it up. */
  static Lease alone(
      SshTarget target, SshSettings settings, Prompter prompter, Duration connectTimeout)
      throws LibvirtException {
    refuseProxyCommand(target);
    SshConnection connection = ALL.open(target, settings, prompter, connectTimeout, 0, true);
    return new Lease(connection, connection::close);
  }

  private static void refuseProxyCommand(SshTarget target) throws LibvirtException {
    if (target.proxyCommand().isPresent() && target.proxyJump().isEmpty()) {
      throw SshFailures.of(
          Kind.UNSUPPORTED,
          "~/.ssh/config has a ProxyCommand for " + target.alias(),
          "Use the system's ssh for this connection, or a ProxyJump.");
    }
  }

  private Lease lease(
      SshTarget target, SshSettings settings, Prompter prompter, Duration connectTimeout, int hops)
      throws LibvirtException {
    if (hops > MAX_HOPS) {
      throw SshFailures.of(
          Kind.BAD_URI,
          "ProxyJump leads to " + target.alias() + " over more than " + MAX_HOPS + " hosts",
          "Look for a circle in ~/.ssh/config.");
    }
    refuseProxyCommand(target);
    Key key =
        new Key(
            target.hostName(),
            target.user(),
            target.port(),
            target.keyFiles(),
            target.agent(),
            target.userKnownHosts(),
            target.trust(),
            target.proxyJump());
    Shared shared;
    boolean ours = false;
    synchronized (connections) {
      Shared there = connections.get(key);
      if (there != null && there.usable()) {
        there.users++;
        shared = there;
      } else {
        shared = new Shared();
        connections.put(key, shared);
        ours = true;
      }
    }
    if (ours) {
      connect(key, shared, target, settings, prompter, connectTimeout, hops);
    }
    return await(key, shared, target);
  }

  private void connect(
      Key key,
      Shared shared,
      SshTarget target,
      SshSettings settings,
      Prompter prompter,
      Duration connectTimeout,
      int hops) {
    try {
      shared.connection.complete(open(target, settings, prompter, connectTimeout, hops, false));
    } catch (LibvirtException | RuntimeException e) {
      synchronized (connections) {
        connections.remove(key, shared);
      }
      shared.connection.completeExceptionally(e);
    }
  }

  private SshConnection open(
      SshTarget target,
      SshSettings settings,
      Prompter prompter,
      Duration connectTimeout,
      int hops,
      boolean holdsBack)
      throws LibvirtException {
    Patience patience = new Patience(connectTimeout);
    if (target.proxyJump().isEmpty()) {
      patience.start();
      try {
        Carrier carrier = Carrier.connect(target, patience);
        return SshConnection.open(target, carrier, prompter, patience, holdsBack, () -> {});
      } finally {
        patience.stop();
      }
    }
    // The last host of the list carries the connection, and is reached over those before it.
    List<String> jumps = target.proxyJump();
    SshTarget jump = SshConfig.resolveJump(jumps.getLast(), settings);
    if (jumps.size() > 1) {
      jump = jump.over(jumps.subList(0, jumps.size() - 1));
    }
    Lease way = lease(jump, settings, prompter, connectTimeout, hops + 1);
    boolean opened = false;
    try {
      Carrier carrier = Carrier.over(way.connection().tcp(target.hostName(), target.port()));
      SshConnection connection =
          SshConnection.open(target, carrier, prompter, patience, holdsBack, way::close);
      opened = true;
      return connection;
    } catch (IOException e) {
      throw SshFailures.of(
          Kind.UNREACHABLE,
          target.hostName()
              + ", port "
              + target.port()
              + ", is not reached from "
              + jump.words()
              + ": "
              + SshFailures.why(e),
          "Check ProxyJump in ~/.ssh/config, and that "
              + jump.alias()
              + " allows forwarding and reaches the host.",
          e);
    } finally {
      if (!opened) {
        way.close();
      }
    }
  }

  private Lease await(Key key, Shared shared, SshTarget target) throws LibvirtException {
    Consumer<Shared> release = each -> release(key, each);
    try {
      return new Lease(shared.connection.get(), () -> release.accept(shared));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LibvirtException cause) {
        throw SshFailures.of(cause.kind(), SshFailures.why(cause), cause.hint(), cause);
      }
      throw SshFailures.of(
          Kind.FAILED, "connecting to " + target.words() + " failed: " + e.getCause(), "", e);
    } catch (InterruptedException e) {
      release.accept(shared);
      Thread.currentThread().interrupt();
      throw SshFailures.of(
          Kind.INTERRUPTED, "interrupted while connecting to " + target.words(), "", e);
    }
  }

  private void release(Key key, Shared shared) {
    boolean last;
    synchronized (connections) {
      shared.users--;
      last = shared.users == 0;
      if (last) {
        connections.remove(key, shared);
      }
    }
    if (last) {
      CompletableFuture<Void> _ = shared.connection.thenAccept(SshConnection::close);
    }
  }
}
