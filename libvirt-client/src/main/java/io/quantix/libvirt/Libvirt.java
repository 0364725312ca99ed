package io.quantix.libvirt;

import io.quantix.libvirt.nativelib.NativeOpening;
import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ConnectionUri;
import io.quantix.libvirt.transport.Transports;
import java.util.Set;

/**
 * The way in: opens connections to libvirt's daemons, and to hypervisors that have none.
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
  // Drivers that run in the client's process: libvirt's own library has them, no daemon.
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
   *     test+unix:///default}; {@code ?socket=PATH} names the daemon's socket. {@code
   *     test:///default}, {@code esx://user@host/?no_verify=1} and their like are driven by
   *     libvirt's own library in this process, which is loaded for them alone; it, JNA and
   *     libvirt-java have to be there then
   * @throws LibvirtException if the URI is not understood, no daemon answers, or it refuses us; its
   *     {@link LibvirtException#hint()} says what to do
   */
  public static Connection connect(String uri, ConnectOptions options) throws LibvirtException {
    ConnectionUri parsed = ConnectionUri.parse(uri);
    if (parsed.transport().isEmpty()
        && IN_LIBVIRT_ITSELF.contains(parsed.driver())
        && parsed.socket().isEmpty()) {
      return openNative(uri, options);
    }
    return RemoteOpening.open(
        uri, parsed, alone -> Transports.connect(uri, parsed, options, alone), options);
  }

  private static Connection openNative(String uri, ConnectOptions options) throws LibvirtException {
    try {
      return NativeOpening.open(uri, options);
    } catch (NoClassDefFoundError e) {
      throw new LibvirtException(
          LibvirtException.Kind.UNSUPPORTED,
          0,
          0,
          "'" + uri + "' needs JNA and libvirt-java, which this program was started without",
          "Put jna-jpms and libvirt (org.libvirt) beside it, on the module path or class path.",
          e);
    }
  }
}
