package io.quantix.libvirt.transport;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ssh.SshTransports;

/** Which way a URI's daemon is reached. */
public final class Transports {
  private Transports() {}

  /**
   * Reaches the daemon.
   *
   * @param text the URI as it was given, for messages
   * @param alone for one stream that may hold up whatever it shares
   * @throws LibvirtException that says what was tried and what to do
   */
  public static ByteTransport connect(
      String text, ConnectionUri uri, ConnectOptions options, boolean alone)
      throws LibvirtException {
    // libvirt's rule: a host without a transport means TLS.
    String transport = uri.transport().orElse(uri.host().isEmpty() ? "unix" : "tls");
    return switch (transport) {
      case "unix" -> {
        if (!uri.host().isEmpty()) {
          throw ConnectionUri.bad(
              text, "a UNIX socket is on this machine, but the URI names " + uri.host());
        }
        yield DaemonSockets.connect(text, uri, options);
      }
      case "tls" -> TlsTransport.connect(text, uri, options);
      case "tcp" -> TcpTransport.connect(text, uri, options);
      case "ssh" -> SshTransports.connect(text, uri, options, alone);
      default ->
          throw new LibvirtException(
              Kind.UNSUPPORTED,
              0,
              0,
              "'" + text + "' asks for the transport " + transport + ", which is not known here",
              "Use qemu+ssh://user@host/system for another machine.");
    };
  }
}
