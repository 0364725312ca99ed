package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A libvirt URI taken apart: {@code driver[+transport]://[host]/path[?parameters]}.
 *
 * @param driver {@code qemu}, {@code test}, ...
 * @param transport {@code unix}, {@code ssh}, ...; empty if not said
 * @param host empty for this machine
 * @param path {@code /system}, {@code /session}, {@code /default}
 * @param socket the daemon's socket, if the URI names it
 * @param daemonUri what the daemon itself is asked to open: no transport, none of our parameters
 */
public record ConnectionUri(
    String driver,
    Optional<String> transport,
    String host,
    String path,
    Optional<Path> socket,
    String daemonUri) {

  /**
   * Takes one apart.
   *
   * @throws LibvirtException of kind BAD_URI if it is none, or of a kind this client does not speak
   */
  public static ConnectionUri parse(String text) throws LibvirtException {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw bad(text, "it is no URI (" + e.getReason() + ")");
    }
    if (uri.getScheme() == null || uri.getRawPath() == null) {
      throw bad(text, "it has no driver or no path");
    }
    String[] scheme = uri.getScheme().split("\\+", -1);
    if (scheme.length > 2 || scheme[0].isEmpty()) {
      throw bad(text, "its scheme is not driver or driver+transport");
    }
    Optional<String> transport = scheme.length == 2 ? Optional.of(scheme[1]) : Optional.empty();
    List<String> kept = new ArrayList<>();
    Optional<Path> socket = Optional.empty();
    if (uri.getQuery() != null) {
      for (String parameter : uri.getQuery().split("&", -1)) {
        if (parameter.startsWith("socket=")) {
          try {
            socket = Optional.of(Path.of(parameter.substring("socket=".length())));
          } catch (InvalidPathException e) {
            throw bad(text, "its socket is no path");
          }
        } else if (!parameter.isEmpty()) {
          kept.add(parameter);
        }
      }
    }
    String host = uri.getAuthority() == null ? "" : uri.getAuthority();
    String daemonUri =
        scheme[0] + "://" + uri.getRawPath() + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
    return new ConnectionUri(scheme[0], transport, host, uri.getRawPath(), socket, daemonUri);
  }

  static LibvirtException bad(String uri, String why) {
    return new LibvirtException(
        LibvirtException.Kind.BAD_URI,
        0,
        0,
        "the connection URI '" + uri + "' cannot be used: " + why,
        "Use qemu:///system for this machine's VMs, qemu:///session for your own, or"
            + " test+unix:///default to try things out.");
  }
}
