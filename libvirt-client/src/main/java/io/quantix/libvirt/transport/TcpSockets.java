package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a host by its name: every address that it has is tried, in the resolver's order. */
final class TcpSockets {
  private TcpSockets() {}

  /**
   * Connects.
   *
   * @param deadline in {@link System#nanoTime}
   * @throws LibvirtException of kind UNREACHABLE that says which addresses were tried and what each
   *     did; INTERRUPTED
   */
  static SocketChannel connect(String host, int port, long deadline) throws LibvirtException {
    List<InetAddress> addresses = addresses(host, deadline);
    List<String> failures = new ArrayList<>();
    IOException last = new ConnectException("it has no address");
    for (int i = 0; i < addresses.size(); i++) {
      InetAddress address = addresses.get(i);
      // One that swallows packets leaves the others their share of the time.
      long share = (deadline - System.nanoTime()) / (addresses.size() - i);
      try {
        return connect(
            new InetSocketAddress(address, port),
            Math.max(1, TimeUnit.NANOSECONDS.toMillis(share)));
      } catch (IOException e) {
        failures.add(address.getHostAddress() + ": " + why(e));
        last = e;
      }
    }
    throw new LibvirtException(
        Kind.UNREACHABLE,
        0,
        0,
        host + " cannot be reached at port " + port + " (" + String.join("; ", failures) + ")",
        last instanceof ConnectException
            ? "Nobody listens there, or a firewall refuses: check the port, and that the host's"
                + " libvirtd listens (virtproxyd-tls.socket or libvirtd-tls.socket for TLS)."
            : "Check that the host runs, and that no firewall is in the way.",
        last);
  }

  private static SocketChannel connect(InetSocketAddress address, long millis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    boolean connected = false;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      // A timed connect of the adaptor, since the channel's own waits as long as the kernel likes.
      channel.socket().connect(address, (int) Math.min(millis, Integer.MAX_VALUE));
      connected = true;
      return channel;
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }

  private static String why(IOException e) {
    return e instanceof SocketTimeoutException
        ? "no answer in time"
        : e.getMessage() == null ? e.toString() : e.getMessage();
  }

  // The system's resolver knows no deadline, so it is waited for from outside.
  private static List<InetAddress> addresses(String host, long deadline) throws LibvirtException {
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("libvirt-resolve " + host)
        .start(() -> {
          try {
            found.complete(List.of(InetAddress.getAllByName(host)));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    try {
      return found.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new LibvirtException(
          Kind.UNREACHABLE,
          0,
          0,
          "no host of the name " + host + " is known",
          "Check the name, or use the host's address.",
          e);
    } catch (TimeoutException e) {
      throw new LibvirtException(
          Kind.UNREACHABLE,
          0,
          0,
          "the address of " + host + " was not found in time",
          "Check the network and its name server, or use the host's address.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LibvirtException(
          Kind.INTERRUPTED, 0, 0, "interrupted while looking for " + host, "", e);
    }
  }
}
