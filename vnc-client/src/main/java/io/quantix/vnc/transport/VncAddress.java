package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.util.Optional;

/**
 * Where a VNC server is. Read from what people write:
 *
 * <ul>
 *   <li>{@code vnc://[user@]host[:port]} (RFC 7869), port 5900 if there is none
 *   <li>{@code host:1} (the display, port 5901; from 100 on it is the port itself), {@code
 *       host::5901} and {@code [2001:db8::1]:5901}, as VNC viewers take them
 *   <li>{@code vnc+unix:///path} for a UNIX socket
 *   <li>{@code ws://[user@]host[:port]/path?query} and {@code wss://...} for a server behind a
 *       WebSocket; path and query go to it as they are
 * </ul>
 *
 * <p>A {@code vnc://} address may name a proxy: {@code ?proxy=socks5://host:1080}. No address has a
 * password or a token in it.
 *
 * @param kind which way it is
 * @param user who we are to the server, empty if it does not say
 * @param host a name or an address, IPv6 without brackets; empty for a UNIX socket
 * @param port the port itself; 0 for a UNIX socket
 * @param path of the UNIX socket, or path and query of the WebSocket; empty for TCP
 * @param proxy the proxy that the address names
 */
public record VncAddress(
    Kind kind, String user, String host, int port, String path, Optional<VncProxy> proxy) {
  /** The port of display 0. */
  public static final int FIRST_PORT = 5900;

  /** Ways to a server. */
  public enum Kind {
    TCP,
    UNIX,
    WEB_SOCKET,
    SECURE_WEB_SOCKET
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with a message that names the part that is wrong and shows a
   *     right one
   */
  public static VncAddress parse(String text) {
    return AddressParser.parse(text);
  }

  /**
   * Whether a text is meant as an address rather than as a name: it begins with one of the schemes,
   * or is a host with a display or port. What is meant so can still be malformed.
   */
  public static boolean looksLikeOne(String text) {
    return AddressParser.looksLikeOne(text);
  }

  /**
   * Opens the way, through the proxy that the address names if the options have none.
   *
   * @throws VncException of kind UNREACHABLE, which names the server or the proxy, whichever it
   *     was; AUTHENTICATION if the proxy or the WebSocket's server does not let us in; UNTRUSTED if
   *     a secure WebSocket's certificate is not trusted; TRANSPORT, PROTOCOL or LIMIT if what
   *     answers speaks something else; with the cause and a way out
   */
  public VncTransport open(TransportOptions options) throws VncException {
    return TransportOpener.open(this, options);
  }

  /** Where it leads, for people: without the user, and without a query, which may hold a token. */
  public String peer() {
    return switch (kind) {
      case TCP -> hostAndPort(host, port);
      case UNIX -> path;
      case WEB_SOCKET, SECURE_WEB_SOCKET ->
          scheme() + hostAndPort(host, port) + path.replaceFirst("\\?.*", "");
    };
  }

  /** The same for somebody else. */
  public VncAddress withUser(String name) {
    return new VncAddress(kind, name, host, port, path, proxy);
  }

  /** The same without the proxy that it names. */
  public VncAddress withoutProxy() {
    return new VncAddress(kind, user, host, port, path, Optional.empty());
  }

  private String scheme() {
    return switch (kind) {
      case TCP -> "vnc://";
      case UNIX -> "vnc+unix://";
      case WEB_SOCKET -> "ws://";
      case SECURE_WEB_SOCKET -> "wss://";
    };
  }

  /** The whole address, which {@link #parse} reads back as the same. */
  @Override
  public String toString() {
    if (kind == Kind.UNIX) {
      return scheme() + Authority.encode(path).replace("%2F", "/");
    }
    return scheme()
        + (user.isEmpty() ? "" : Authority.encode(user) + "@")
        + hostAndPort(host, port)
        + path
        + proxy.map(each -> "?proxy=" + each.toString().replace("%", "%25")).orElse("");
  }

  static String hostAndPort(String host, int port) {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
