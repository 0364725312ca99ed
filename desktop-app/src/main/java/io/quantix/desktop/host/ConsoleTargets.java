package io.quantix.desktop.host;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.XmlFlag;
import io.quantix.libvirt.xml.DomainDescription;
import io.quantix.libvirt.xml.DomainDescription.Graphics;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.transport.VncTransport;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the server that shows a domain's screen. */
public final class ConsoleTargets {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ConsoleTargets() {}

  /** Asks the domain itself, since ports change at each start; blocks. */
  public static ConsoleTarget find(Domain domain) throws LibvirtException {
    DomainState state = domain.state().state();
    if (!state.isActive()) {
      return new ConsoleTarget.Off();
    }
    Way way = new Way(domain.connection());
    List<Graphics> graphics = DomainDescription.parse(liveXml(domain)).graphics();
    for (Graphics each : graphics) {
      if (each.type().equals("vnc")) {
        if (each.socket().isPresent()) {
          String socket = each.socket().get();
          return new ConsoleTarget.Vnc(
              socket, _ -> way.unix(socket), options(each, way.connection()));
        }
        if (each.port().isPresent()) {
          String listen = each.listen();
          int port = each.port().getAsInt();
          return new ConsoleTarget.Vnc(
              listen + ":" + port, _ -> way.tcp(listen, port), options(each, way.connection()));
        }
      }
    }
    return graphics.isEmpty()
        ? new ConsoleTarget.NoGraphics()
        : new ConsoleTarget.Unsupported(graphics.getFirst().type());
  }

  // Through a tunnel the server's address is one of its own, and no name for a certificate.
  private static VncOptions options(Graphics graphics, Connection connection) {
    VncTrust trust = VncTrust.libvirt();
    Optional<String> host = connection.tunnel().map(HostTunnel::host).or(connection::remoteHost);
    return VncOptions.builder()
        .password(() -> graphics.password().orElse("").toCharArray())
        .trust(host.map(trust::withHost).orElse(trust))
        .build();
  }

  // The password is told to those alone who may write; the others may still see a screen without.
  private static String liveXml(Domain domain) throws LibvirtException {
    try {
      return domain.xml(XmlFlag.SECURE);
    } catch (LibvirtException e) {
      if (e.kind() == LibvirtException.Kind.DENIED) {
        return domain.xml();
      }
      throw e;
    }
  }

  /** How a server of the connection's host is reached. */
  private record Way(Connection connection) {
    VncTransport unix(String socket) throws VncException {
      Optional<HostTunnel> tunnel = connection.tunnel();
      if (tunnel.isPresent()) {
        String peer = tunnel.get().host() + ":" + socket;
        return through(() -> tunnel.get().unix(socket), peer);
      }
      if (connection.remoteHost().isPresent()) {
        throw outOfReach(connection.remoteHost().get(), "the UNIX socket " + socket);
      }
      return VncTransport.unix(Path.of(socket), PATIENCE);
    }

    VncTransport tcp(String listen, int port) throws VncException {
      String here = listensEverywhere(listen) ? loopback(listen) : listen;
      Optional<HostTunnel> tunnel = connection.tunnel();
      if (tunnel.isPresent()) {
        String peer = tunnel.get().host() + ":" + port;
        return through(() -> tunnel.get().tcp(here, port), peer);
      }
      Optional<String> remote = connection.remoteHost();
      if (remote.isEmpty()) {
        return VncTransport.tcp(here, port, PATIENCE);
      }
      if (listensEverywhere(listen) && !listen.isEmpty()) {
        return VncTransport.tcp(remote.get(), port, PATIENCE);
      }
      if (isLoopback(here)) {
        throw outOfReach(remote.get(), "the host's own address " + here);
      }
      return VncTransport.tcp(listen, port, PATIENCE);
    }

    private static VncTransport through(Channels channels, String peer) throws VncException {
      try {
        ByteChannel channel = channels.open();
        return VncTransport.of(channel, channel, peer);
      } catch (LibvirtException e) {
        throw new VncException(
            VncException.Kind.UNREACHABLE, String.valueOf(e.getMessage()), e.hint(), e);
      }
    }

    private static VncException outOfReach(String host, String where) {
      return new VncException(
          VncException.Kind.UNREACHABLE,
          Texts.text("host.console.out-of-reach", where, host),
          Texts.text("host.console.out-of-reach.hint"));
    }
  }

  /** Opens a channel. */
  @FunctionalInterface
  private interface Channels {
    ByteChannel open() throws LibvirtException;
  }

  private static boolean listensEverywhere(String listen) {
    return listen.isEmpty() || listen.equals("0.0.0.0") || listen.equals("::");
  }

  private static String loopback(String listen) {
    return listen.equals("::") ? "::1" : "127.0.0.1";
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
  }
}
