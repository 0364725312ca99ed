package io.quantix.vnc.transport;

import io.quantix.vnc.transport.VncAddress.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ways in which people write where a VNC server is. */
final class AddressParser {
  private static final String EXAMPLE = "vnc://server.example.com:5901";
  private static final String UNIX_EXAMPLE = "vnc+unix:///run/user/1000/vnc.sock";
  private static final int LONGEST = 4096;
  private static final int DISPLAYS = 100;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern DISPLAY =
      Pattern.compile("(\\[[^\\[\\]/]+]|[^\\[\\]:/@\\s]+)(::?)([0-9]{1,9})");
  private static final Pattern BARE_IPV6 = Pattern.compile("\\[[^\\[\\]/]+]");
  // Printable ASCII, as it goes into a request as it is.
  private static final Pattern REQUEST_TARGET = Pattern.compile("/[\\x21-\\x7e]*");

  private AddressParser() {}

  static boolean looksLikeOne(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
        case "vnc", "vnc+unix", "ws", "wss" -> true;
        default -> false;
      };
    }
    return DISPLAY.matcher(text).matches() || BARE_IPV6.matcher(text).matches();
  }

  static VncAddress parse(String raw) {
    String text = raw.strip();
    if (text.isEmpty()) {
      throw Authority.wrong("the address is empty", EXAMPLE);
    }
    if (text.length() > LONGEST) {
      throw Authority.wrong("the address is longer than " + LONGEST + " characters", EXAMPLE);
    }
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      return display(text);
    }
    String rest = scheme.group(2);
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "vnc" -> vnc(rest);
      case "vnc+unix" -> unix(rest);
      case "ws" -> webSocket(Kind.WEB_SOCKET, rest, "ws", HTTP);
      case "wss" -> webSocket(Kind.SECURE_WEB_SOCKET, rest, "wss", HTTPS);
      default ->
          throw Authority.wrong(
              "\"" + Authority.shown(scheme.group(1)) + "://\" is no scheme of a VNC address",
              EXAMPLE + ", " + UNIX_EXAMPLE + ", ws://... or wss://...");
    };
  }

  /** {@code host}, {@code host:1}, {@code host::5901}, {@code [::1]:5901}. */
  private static VncAddress display(String text) {
    String right = "server.example.com:1, server.example.com::5901 or " + EXAMPLE;
    Matcher matcher = DISPLAY.matcher(text);
    if (!matcher.matches()) {
      Authority bare = Authority.parse(text, "address", right);
      return tcp(bare.user(), bare.host(), bare.port().orElse(VncAddress.FIRST_PORT));
    }
    boolean bracketed = matcher.group(1).startsWith("[");
    Authority host = Authority.parse(matcher.group(1), "address", right);
    int number = matcher.group(3).equals("0") ? 0 : Authority.port(matcher.group(3), right);
    boolean isDisplay = matcher.group(2).length() == 1 && number < DISPLAYS && !bracketed;
    if (!isDisplay && number == 0) {
      throw Authority.wrong("the port 0 is not from 1 to 65535", right);
    }
    return tcp("", host.host(), isDisplay ? VncAddress.FIRST_PORT + number : number);
  }

  private static VncAddress tcp(String user, String host, int port) {
    return new VncAddress(Kind.TCP, user, host, port, "", Optional.empty());
  }

  private static VncAddress vnc(String rest) {
    int question = rest.indexOf('?');
    String before = question < 0 ? rest : rest.substring(0, question);
    if (before.endsWith("/")) {
      before = before.substring(0, before.length() - 1);
    }
    if (before.contains("/")) {
      throw Authority.wrong(
          "a vnc:// address has no path, and \""
              + Authority.shown(before.substring(before.indexOf('/')))
              + "\" is one",
          EXAMPLE);
    }
    Authority authority = Authority.parse(before, "address", EXAMPLE);
    return new VncAddress(
        Kind.TCP,
        authority.user(),
        authority.host(),
        authority.port().orElse(VncAddress.FIRST_PORT),
        "",
        question < 0 ? Optional.empty() : proxy(rest.substring(question + 1)));
  }

  private static Optional<VncProxy> proxy(String query) {
    Optional<VncProxy> proxy = Optional.empty();
    String right = EXAMPLE + "?proxy=socks5://proxy.example.com:1080";
    for (String option : query.split("&", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!name.equals("proxy")) {
        throw Authority.wrong(
            "there is no option \"" + Authority.shown(name) + "\" of a vnc:// address", right);
      }
      proxy =
          Optional.of(
              VncProxy.parse(
                  Authority.decode(option.substring(equals + 1), "proxy's address", right)));
    }
    return proxy;
  }

  private static VncAddress unix(String rest) {
    if (!rest.startsWith("/")) {
      throw Authority.wrong(
          "a vnc+unix:// address has a path from the root and no host, and \""
              + Authority.shown(rest)
              + "\" does not begin with /",
          UNIX_EXAMPLE);
    }
    String path = Authority.decode(rest, "path", UNIX_EXAMPLE);
    if (path.indexOf('\0') >= 0) {
      throw Authority.wrong("the path has a zero character in it", UNIX_EXAMPLE);
    }
    return new VncAddress(Kind.UNIX, "", "", 0, path, Optional.empty());
  }

  private static VncAddress webSocket(Kind kind, String rest, String scheme, int usualPort) {
    String right = scheme + "://server.example.com/websockify";
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    Authority authority = Authority.parse(rest.substring(0, end), "address", right);
    String target = rest.substring(end);
    if (target.contains("#")) {
      throw Authority.wrong("a WebSocket's address has no part after a #", right);
    }
    if (!target.startsWith("/")) {
      target = "/" + target;
    }
    if (!REQUEST_TARGET.matcher(target).matches()) {
      throw Authority.wrong(
          "the path \""
              + Authority.shown(target)
              + "\" has spaces or characters beyond ASCII, which are written as %20 and the like",
          right);
    }
    return new VncAddress(
        kind,
        authority.user(),
        authority.host(),
        authority.port().orElse(usualPort),
        target,
        Optional.empty());
  }
}
