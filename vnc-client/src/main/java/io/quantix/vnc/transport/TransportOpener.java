package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.security.CertifiedTls;
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
        VncTrust trust = patient(options.trust(), deadline);
        VncTransport secure =
            deadline.watch(
                plain,
                "cannot connect to " + address.peer(),
                () -> CertifiedTls.over(plain, trust));
        yield webSocket(secure, address, options, deadline);
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

  private static VncTrust patient(VncTrust trust, Deadline deadline) {
    return trust.withUnknown(identity -> deadline.ask(() -> trust.unknown().accept(identity)));
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
