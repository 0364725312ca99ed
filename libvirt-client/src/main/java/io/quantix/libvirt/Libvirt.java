package io.quantix.libvirt;

import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ConnectionUri;
import io.quantix.libvirt.transport.Transports;
import java.util.Set;

/**
 * The way in: opens connections to libvirt's daemons.
 *
 * <pre>{@code
 * try (Connection host = Libvirt.connect("qemu:///system", ConnectOptions.defaults())) {
 *   for (Domain domain : host.domains()) {
 *     System.out.println(domain.name() + " " + domain.state().state());
 *   }
 * }
 * }</pre>
 */
public final class Libvirt {
  // Drivers that run in the client's process and that no daemon serves without a transport.
  private static final Set<String> IN_LIBVIRT_ITSELF =
      Set.of(
          "test",
          "esx",
          "gsx",
          "vpx",
          "hyperv",
          "vbox",
          "vmwareplayer",
          "vmwarews",
          "vmwarefusion");

  private Libvirt() {}

  /**
   * Opens a connection.
   *
   * @param uri a libvirt URI: {@code qemu:///system}, {@code qemu:///session}, {@code
   *     test+unix:///default}; {@code ?socket=PATH} names the daemon's socket
   * @throws LibvirtException if the URI is not understood, no daemon answers, or it refuses us; its
   *     {@link LibvirtException#hint()} says what to do
   */
  public static Connection connect(String uri, ConnectOptions options) throws LibvirtException {
    ConnectionUri parsed = ConnectionUri.parse(uri);
    if (parsed.transport().isEmpty()
        && IN_LIBVIRT_ITSELF.contains(parsed.driver())
        && parsed.socket().isEmpty()) {
      throw new LibvirtException(
          LibvirtException.Kind.UNSUPPORTED,
          0,
          0,
          "'"
              + uri
              + "' is driven by libvirt's own library alone, which this version does not load",
          parsed.driver().equals("test")
              ? "Use test+unix:///default, the same behind a daemon."
              : "Use qemu:///system or qemu:///session.");
    }
    return RemoteOpening.open(
        uri, parsed, alone -> Transports.connect(uri, parsed, options, alone), options);
  }
}
