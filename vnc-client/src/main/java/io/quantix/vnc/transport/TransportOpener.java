package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the way that an address says: socket, proxy, TLS, WebSocket, in that order. */
final class TransportOpener {
  private TransportOpener() {}

  static VncTransport open(VncAddress address, TransportOptions options) throws VncException {
    Optional<VncProxy> proxy = options.proxy().or(address::proxy);
    if (address.kind() == VncAddress.Kind.UNIX) {
      if (proxy.isPresent()) {
        throw Deadline.unreachable(
            "cannot connect to " + address.path(),
            "no proxy leads to a UNIX socket of this machine",
            "Leave the proxy out.",
            null);
      }
      return VncTransport.unix(path(address), options.timeout());
    }
    Deadline deadline = new Deadline(options.timeout());
    VncTransport plain = plain(address, proxy, deadline);
    return switch (address.kind()) {
      case TCP, UNIX -> plain;
      case WEB_SOCKET -> webSocket(plain, address, options, deadline);
      case SECURE_WEB_SOCKET -> {
        close(plain);
        throw Deadline.unreachable(
            "cannot connect to " + address.peer(),
            "secure WebSockets are not there yet",
            "Use ws:// over a protected network.",
            null);
      }
    };
  }

  private static VncTransport plain(VncAddress address, Optional<VncProxy> proxy, Deadline deadline)
      throws VncException {
    if (proxy.isPresent()) {
      return ProxyDialer.connect(
          proxy.get(), address.host(), address.port(), address.peer(), deadline);
    }
    SocketChannel channel =
        TcpTransport.channel(
            address.host(), address.port(), deadline, "cannot connect to " + address.peer());
    return VncTransport.of(channel, channel, address.peer());
  }

  private static VncTransport webSocket(
      VncTransport under, VncAddress address, TransportOptions options, Deadline deadline)
      throws VncException {
    return deadline.watch(
        under,
        "cannot connect to " + address.peer(),
        () -> WebSocketHandshake.perform(under, address, options.headers()));
  }

  private static void close(VncTransport transport) {
    try {
      transport.close();
    } catch (IOException e) {
      // What cannot be closed is as good as closed.
    }
  }

  private static Path path(VncAddress address) throws VncException {
    try {
      return Path.of(address.path());
    } catch (InvalidPathException e) {
      throw Deadline.unreachable(
          "cannot connect to " + address.path(), "this is no path here", "", e);
    }
  }
}
