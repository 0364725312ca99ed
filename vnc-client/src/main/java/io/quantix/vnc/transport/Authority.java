package io.quantix.vnc.transport;

import io.quantix.vnc.wire.SafeText;
import java.net.IDN;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The part {@code [user@]host[:port]} of an address (RFC 3986 3.2).
 *
 * @param user percent-decoded, empty if there is none
 * @param host an IPv6 address without its brackets, with its zone after a plain percent sign
 * @param port what stands after the colon
 */
record Authority(String user, String host, OptionalInt port) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._~-]{1,253}");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9a-fA-F:.]{2,45}(%[0-9A-Za-z._~-]{1,32})?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");
  private static final int LAST_PORT = 65_535;

  /**
   * Reads one.
   *
   * @param what it is the part of, for messages
   * @param right an address that would be right
   */
  static Authority parse(String text, String what, String right) {
    int at = text.lastIndexOf('@');
    String user = at < 0 ? "" : text.substring(0, at);
    if (user.contains(":")) {
      throw wrong("the " + what + " has a password in it, where others would read it", right);
    }
    String rest = text.substring(at + 1);
    String host;
    String after;
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      if (end < 0) {
        throw wrong("the " + what + " has a [ without its ]", right);
      }
      host = rest.substring(1, end);
      after = rest.substring(end + 1);
      if (!after.isEmpty() && !after.startsWith(":")) {
        throw wrong("after the ] stands \"" + shown(after) + "\"", right);
      }
      host = host.replace("%25", "%");
      checkIpv6(host, right);
    } else {
      int colon = rest.indexOf(':');
      if (colon >= 0 && rest.indexOf(':', colon + 1) >= 0) {
        throw wrong(
            "an IPv6 address stands in brackets, \"" + shown(rest) + "\" does not",
            "[2001:db8::1]:5900");
      }
      host = colon < 0 ? rest : rest.substring(0, colon);
      after = colon < 0 ? "" : rest.substring(colon);
      checkName(host, what, right);
      host = ascii(host, right);
    }
    return new Authority(
        decode(user, "user's name", right),
        host,
        after.isEmpty() ? OptionalInt.empty() : OptionalInt.of(port(after.substring(1), right)));
  }

  static void checkName(String host, String what, String right) {
    if (host.isEmpty()) {
      throw wrong("the " + what + " has no host", right);
    }
    if (!NAME.matcher(host).matches()) {
      throw wrong("the host \"" + shown(host) + "\" has characters that no name has", right);
    }
  }

  /** A name in letters of any script as the name system writes it. */
  private static String ascii(String host, String right) {
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      throw wrong("the host \"" + shown(host) + "\" is no host's name", right);
    }
  }

  static void checkIpv6(String host, String right) {
    if (!host.contains(":") || !IPV6.matcher(host).matches()) {
      throw wrong("\"" + shown(host) + "\" is no IPv6 address", right);
    }
  }

  static int port(String text, String right) {
    if (!PORT.matcher(text).matches()) {
      throw wrong("the port \"" + shown(text) + "\" is no number", right);
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > LAST_PORT) {
      throw wrong("the port " + port + " is not from 1 to 65535", right);
    }
    return port;
  }

  static String decode(String text, String what, String right) {
    try {
      // A plus stands for itself, as in all addresses that are no forms.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("the " + what + " \"" + shown(text) + "\" has a % without two digits", right);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static IllegalArgumentException wrong(String why, String right) {
    return new IllegalArgumentException(why + "; right is " + right);
  }

  /** What somebody has written, fit to be shown. */
  static String shown(String text) {
    String line = SafeText.line(text);
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
