package io.quantix.libvirt;

import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ConnectionUri;
import io.quantix.libvirt.transport.Transports;

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
    // qemu and its kin are served by a daemon; the rest only where the URI says how to reach one.
    if (parsed.transport().isEmpty()
        && parsed.host().isEmpty()
        && !parsed.driver().equals("qemu")
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
