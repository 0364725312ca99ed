package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;

/** URIs that lead to a lab host over SSH, understood by our client and by libvirt's own. */
final class SshUris {
  private SshUris() {}

  /**
   * One that leaves the way from the SSH server to the daemon to the client: libvirt's own takes
   * {@code virt-ssh-helper}.
   *
   * @param port the server's, or that of a proxy before it
   */
  static String any(SshServer server, int port, LabHost lab) {
    return "qemu+ssh://127.0.0.1:%d%s?keyfile=%s&no_verify=1"
        .formatted(
            port, lab.uri().contains("/system") ? "/system" : "/session", server.clientKey());
  }

  /** The same with the daemon's socket named, for which libvirt's own client takes netcat. */
  static String socket(SshServer server, int port, LabHost lab) {
    return any(server, port, lab) + "&socket=" + lab.socket();
  }
}
