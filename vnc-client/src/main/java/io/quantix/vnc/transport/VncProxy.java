package io.quantix.vnc.transport;

import io.quantix.vnc.VncCredentials;
import java.util.Locale;

/**
 * A proxy that connects to the server for us. The server's name is resolved by the proxy.
 *
 * @param kind which protocol it speaks
 * @param host its name or address; an IPv6 address without brackets
 * @param port its port
 * @param user the user's name at the proxy, empty for none; a password is asked for separately
 * @param credentials who is asked, if the proxy wants to know who we are
 */
public record VncProxy(Kind kind, String host, int port, String user, VncCredentials credentials) {

  /** Protocols of proxies. */
  public enum Kind {
    /** SOCKS 5 (RFC 1928), with a user and password if it asks (RFC 1929). */
    SOCKS5("socks5", 1080, "SOCKS 5 proxy"),
    /** SOCKS 4 with names (4a): a user's name and no password, no IPv6 addresses. */
    SOCKS4A("socks4a", 1080, "SOCKS 4a proxy"),
    /** HTTP's CONNECT (RFC 9110 9.3.6), with Basic authentication if it asks. */
    HTTP("http", 8080, "HTTP proxy");

    private final String scheme;
    private final int port;
    private final String title;

    Kind(String scheme, int port, String title) {
      this.scheme = scheme;
      this.port = port;
      this.title = title;
    }

    /** What its address begins with. */
    public String scheme() {
      return scheme;
    }

    /** Its usual port. */
    public int usualPort() {
      return port;
    }

    /** Its name for people. */
    public String title() {
      return title;
    }
  }

  /**
   * Reads {@code socks5://[user@]host[:port]}, {@code socks4a://...} or {@code http://...}; {@code
   * socks://} is SOCKS 5. Nobody is asked for a password: see {@link #withCredentials}.
   *
   * @throws IllegalArgumentException with a message that names the part that is wrong and shows a
   *     right one
   */
  public static VncProxy parse(String text) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    Kind kind =
        switch (scheme) {
          case "socks5", "socks5h", "socks" -> Kind.SOCKS5;
          case "socks4a", "socks4" -> Kind.SOCKS4A;
          case "http" -> Kind.HTTP;
          default ->
              throw new IllegalArgumentException(
                  "the proxy \""
                      + Authority.shown(text)
                      + "\" does not begin with socks5://, socks4a:// or http://;"
                      + " right is socks5://proxy.example.com:1080");
        };
    String rest = text.substring(colon + 3);
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    Authority authority =
        Authority.parse(
            rest, "proxy's address", kind.scheme() + "://proxy.example.com:" + kind.usualPort());
    return new VncProxy(
        kind,
        authority.host(),
        authority.port().orElse(kind.usualPort()),
        authority.user(),
        VncCredentials.none());
  }

  /** The same with somebody who knows user and password. */
  public VncProxy withCredentials(VncCredentials value) {
    return new VncProxy(kind, host, port, user, value);
  }

  /** For messages: {@code the SOCKS 5 proxy 127.0.0.1:1080}. */
  String named() {
    return "the " + kind.title() + " " + VncAddress.hostAndPort(host, port);
  }

  /** The address that {@link #parse} reads. */
  @Override
  public String toString() {
    return kind.scheme()
        + "://"
        + (user.isEmpty() ? "" : Authority.encode(user) + "@")
        + VncAddress.hostAndPort(host, port);
  }
}
