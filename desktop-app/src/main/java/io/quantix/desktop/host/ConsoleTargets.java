package io.quantix.desktop.host;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.XmlFlag;
import io.quantix.libvirt.xml.DomainDescription;
import io.quantix.libvirt.xml.DomainDescription.Graphics;
import io.quantix.vnc.transport.VncTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
    List<Graphics> graphics = DomainDescription.parse(liveXml(domain)).graphics();
    for (Graphics each : graphics) {
      if (each.type().equals("vnc")) {
        if (each.socket().isPresent()) {
          Path socket = Path.of(each.socket().get());
          return new ConsoleTarget.Vnc(
              socket.toString(), () -> VncTransport.unix(socket, PATIENCE), each.password());
        }
        if (each.port().isPresent()) {
          String address = reachable(each.listen());
          int port = each.port().getAsInt();
          return new ConsoleTarget.Vnc(
              address + ":" + port,
              () -> VncTransport.tcp(address, port, PATIENCE),
              each.password());
        }
      }
    }
    return graphics.isEmpty()
        ? new ConsoleTarget.NoGraphics()
        : new ConsoleTarget.Unsupported(graphics.getFirst().type());
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

  private static String reachable(String listen) {
    return switch (listen) {
      case "", "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> listen;
    };
  }
}
