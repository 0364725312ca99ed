package io.quantix.desktop.window;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** libvirt's URIs of remote hosts, put together from what a person fills in. */
final class HostUris {
  private HostUris() {}

  /**
   * A host over SSH.
   *
   * @param host a name or address, with {@code :port} if it is not the usual one
   * @param user empty for the one that SSH's configuration says
   * @param keyFile a private key; empty for the usual ones
   */
  static String ssh(String host, String user, String keyFile) {
    String who = user.isBlank() ? "" : encoded(user.strip()) + "@";
    String key = keyFile.isBlank() ? "" : "?keyfile=" + encoded(keyFile.strip());
    return "qemu+ssh://" + who + bracketed(host.strip()) + "/system" + key;
  }

  /** A host over TLS. */
  static String tls(String host) {
    return "qemu+tls://" + bracketed(host.strip()) + "/system";
  }

  // An IPv6 address has more colons than the one before a port.
  private static String bracketed(String host) {
    return host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[")
        ? "[" + host + "]"
        : host;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
