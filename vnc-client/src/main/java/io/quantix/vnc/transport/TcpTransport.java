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

/** Connects over TCP: small messages go out at once, and a whole screen fits on the way in. */
final class TcpTransport {
  private static final int RECEIVE_BUFFER = 1024 * 1024;

  private TcpTransport() {}

  /** Tries every address of the host until one answers or the time is up. */
  static VncTransport connect(String host, int port, Duration timeout) throws VncException {
    String peer = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    if (port < 1 || port > 65_535) {
      throw unreachable(peer, "there is no such port", "Ports go from 1 to 65535.", null);
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      IOException last = new SocketTimeoutException("no time to connect");
      for (InetAddress address : InetAddress.getAllByName(host)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        try {
          SocketChannel channel =
              open(new InetSocketAddress(address, port), (int) Math.min(left, 3_600_000));
          return VncTransport.of(channel, channel, peer);
        } catch (IOException e) {
          last = e;
        }
      }
      throw last;
    } catch (UnknownHostException e) {
      throw unreachable(peer, "the host's name is not known", "Check the host's name.", e);
    } catch (SocketTimeoutException e) {
      throw unreachable(
          peer,
          "no answer within " + timeout.toSeconds() + " s",
          "Check the address, and that no firewall drops the connection.",
          e);
    } catch (ConnectException e) {
      throw unreachable(
          peer,
          "the connection was refused",
          "Nothing listens there. Check the port, and that the machine is running.",
          e);
    } catch (NoRouteToHostException e) {
      throw unreachable(
          peer, "there is no route to the host", "Check the address and the network.", e);
    } catch (IOException e) {
      throw unreachable(peer, String.valueOf(e.getMessage()), "", e);
    }
  }

  static SocketChannel open(InetSocketAddress address, int millis) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.socket().connect(address, millis);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static VncException unreachable(
      String peer, String why, String hint, @org.jspecify.annotations.Nullable Exception cause) {
    return new VncException(
        VncException.Kind.UNREACHABLE,
        "cannot connect to " + peer + ": " + why,
        hint,
        cause == null ? new IOException(why) : cause);
  }
}
