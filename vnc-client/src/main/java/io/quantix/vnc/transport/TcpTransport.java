package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Connects over TCP: small messages go out at once, and a whole screen fits on the way in. */
final class TcpTransport {
  private static final int RECEIVE_BUFFER = 1024 * 1024;
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[^:]*:.*");

  private TcpTransport() {}

  /** Tries every address of the host until one answers or the time is up. */
  static VncTransport connect(String host, int port, Duration timeout) throws VncException {
    String peer = VncAddress.hostAndPort(host, port);
    SocketChannel channel = channel(host, port, new Deadline(timeout), "cannot connect to " + peer);
    return VncTransport.of(channel, channel, peer);
  }

  /**
   * Connects to a host, whichever of its addresses answers.
   *
   * @param what begins the message of a failure
   */
  static SocketChannel channel(String host, int port, Deadline deadline, String what)
      throws VncException {
    if (port < 1 || port > 65_535) {
      throw Deadline.unreachable(what, "there is no such port", "Ports go from 1 to 65535.", null);
    }
    try {
      IOException last = new SocketTimeoutException("no time to connect");
      for (InetAddress address : addresses(host, deadline)) {
        int left = deadline.millis();
        if (left == 0) {
          break;
        }
        try {
          return open(new InetSocketAddress(address, port), left);
        } catch (IOException e) {
          last = e;
        }
      }
      throw last;
    } catch (UnknownHostException e) {
      throw Deadline.unreachable(what, "the host's name is not known", "Check the host's name.", e);
    } catch (SocketTimeoutException e) {
      throw deadline.timedOut(what, e);
    } catch (ConnectException e) {
      throw Deadline.unreachable(
          what,
          "the connection was refused",
          "Nothing listens there. Check the port, and that the machine is running.",
          e);
    } catch (NoRouteToHostException e) {
      throw Deadline.unreachable(
          what, "there is no route to the host", "Check the address and the network.", e);
    } catch (IOException e) {
      throw Deadline.unreachable(
          what,
          Thread.currentThread().isInterrupted() ? "interrupted" : String.valueOf(e.getMessage()),
          "",
          e);
    }
  }

  /** All addresses of a name; a resolver that is stuck holds nobody longer than the deadline. */
  private static InetAddress[] addresses(String host, Deadline deadline) throws IOException {
    if (LITERAL.matcher(host).matches()) {
      return InetAddress.getAllByName(host);
    }
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("resolve " + host)
        .start(() -> {
          try {
            found.complete(InetAddress.getAllByName(host));
          } catch (IOException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    try {
      return found.get(deadline.millis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("the name was not resolved");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  static SocketChannel open(InetSocketAddress address, int millis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      tune(channel);
      channel.socket().connect(address, millis);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Small messages go out at once, and a peer that vanishes is noticed in the end. */
  static void tune(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
  }
}
