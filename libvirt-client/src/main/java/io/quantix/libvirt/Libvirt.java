package io.quantix.libvirt;

import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import io.quantix.libvirt.transport.DaemonSockets;

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
    ByteTransport transport =
        DaemonSockets.connect(uri, parsed, options.readOnly(), options.autostart());
    return RemoteOpening.open(uri, parsed.daemonUri(), transport, options);
  }
}
