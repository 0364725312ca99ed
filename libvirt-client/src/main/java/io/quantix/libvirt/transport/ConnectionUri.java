package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libvirt URI taken apart: {@code driver[+transport]://[user@][host[:port]]/path[?parameters]}
 * (libvirt's docs/uri.rst).
 *
 * @param driver {@code qemu}, {@code test}, ...
 * @param transport {@code unix}, {@code ssh}, {@code tls}, {@code tcp}; empty if not said
 * @param user empty if not said
 * @param host empty for this machine; an IPv6 address without its brackets
 * @param port empty for the transport's own
 * @param path {@code /system}, {@code /session}, {@code /default}
 * @param parameters those that are for this client, such as {@code socket} and {@code keyfile}
 * @param daemonUri what the daemon itself is asked to open: no transport, no host, none of our
 *     parameters; the parameter {@code name} replaces all of it
 */
public record ConnectionUri(
    String driver,
    Optional<String> transport,
    Optional<String> user,
    String host,
    OptionalInt port,
    String path,
    Map<String, String> parameters,
    String daemonUri) {

  /** The part between the slashes, as the URI has it. */
  private record Authority(String user, String host, OptionalInt port) {
    private static final Authority NONE = new Authority("", "", OptionalInt.empty());

    // Taken apart here, since java.net.URI knows no host with an underscore. A local URI has none,
    // and the first connection of a program does not wait for the pattern.
    private static final class Form {
      static final Pattern PATTERN =
          Pattern.compile(
              "(?:([^@]*)@)?(\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?]|[A-Za-z0-9._-]*)(?::([0-9]{1,5}))?");
    }

    static Authority parse(String text, String authority) throws LibvirtException {
      if (authority.isEmpty()) {
        return NONE;
      }
      Matcher parts = Form.PATTERN.matcher(authority);
      if (!parts.matches()) {
        throw bad(text, "'" + authority + "' is not [user@]host[:port]");
      }
      OptionalInt port =
          parts.group(3) == null
              ? OptionalInt.empty()
              : OptionalInt.of(Integer.parseInt(parts.group(3)));
      if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
        throw bad(text, "there is no port " + port.getAsInt());
      }
      String host = parts.group(2);
      return new Authority(
          parts.group(1) == null ? "" : decoded(parts.group(1)),
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
          port);
    }
  }

  // What libvirt's own library takes for itself and does not send on.
  private static final Set<String> OURS =
      Set.of(
          "name",
          "command",
          "socket",
          "auth",
          "sshauth",
          "netcat",
          "keyfile",
          "known_hosts",
          "known_hosts_verify",
          "pkipath",
          "no_sanity",
          "no_verify",
          "no_tty",
          "tls_priority",
          "mode",
          "proxy");

  /**
   * Takes one apart.
   *
   * @throws LibvirtException of kind BAD_URI if it is none; says which part is wrong
   */
  public static ConnectionUri parse(String text) throws LibvirtException {
    String stripped = text.strip();
    URI uri;
    try {
      uri = new URI(stripped);
    } catch (URISyntaxException e) {
      throw bad(text, "it is no URI (" + e.getReason() + ")");
    }
    if (uri.getScheme() == null || uri.getRawPath() == null || !stripped.contains("://")) {
      throw bad(text, "it has no driver or no path");
    }
    String[] scheme = uri.getScheme().split("\\+", -1);
    if (scheme.length > 2 || scheme[0].isEmpty() || scheme[scheme.length - 1].isEmpty()) {
      throw bad(text, "'" + uri.getScheme() + "' is not driver or driver+transport");
    }
    Optional<String> transport = scheme.length == 2 ? Optional.of(scheme[1]) : Optional.empty();
    Authority authority =
        Authority.parse(text, uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
    Map<String, String> ours = new LinkedHashMap<>();
    List<String> kept = new ArrayList<>();
    if (uri.getRawQuery() != null) {
      for (String parameter : uri.getRawQuery().split("[&;]", -1)) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        if (OURS.contains(name)) {
          ours.put(name, decoded(equals < 0 ? "" : parameter.substring(equals + 1)));
        } else if (!parameter.isEmpty()) {
          kept.add(parameter);
        }
      }
    }
    String daemonUri =
        ours.containsKey("name")
            ? ours.getOrDefault("name", "")
            : scheme[0]
                + "://"
                + uri.getRawPath()
                + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
    return new ConnectionUri(
        scheme[0],
        transport,
        authority.user().isEmpty() ? Optional.empty() : Optional.of(authority.user()),
        authority.host(),
        authority.port(),
        uri.getRawPath(),
        Collections.unmodifiableMap(ours),
        daemonUri);
  }

  // A plus sign is itself in a libvirt URI, not a space.
  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** The daemon's socket, if the URI names it. */
  public Optional<Path> socket() throws LibvirtException {
    String socket = parameters.getOrDefault("socket", "");
    try {
      return socket.isEmpty() ? Optional.empty() : Optional.of(Path.of(socket));
    } catch (InvalidPathException e) {
      throw bad(daemonUri, "its socket '" + socket + "' is no path");
    }
  }

  /** Whether a parameter is there and neither empty nor 0. */
  public boolean isSet(String parameter) {
    String value = parameters.getOrDefault(parameter, "0");
    return !value.isEmpty() && !value.equals("0");
  }

  /** A failure that names what is wrong with a URI and shows right ones. */
  public static LibvirtException bad(String uri, String why) {
    return new LibvirtException(
        LibvirtException.Kind.BAD_URI,
        0,
        0,
        "the connection URI '" + uri + "' cannot be used: " + why,
        "Use qemu:///system for this machine's VMs, qemu:///session for your own,"
            + " qemu+ssh://user@host/system for another machine's, or test+unix:///default to try"
            + " things out.");
  }
}
