package io.quantix.vnc.transport;

import io.quantix.vnc.VncTrust;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the way to a server is opened.
 *
 * @param timeout for all of it, name, proxy, TLS and WebSocket included
 * @param trust decides about the certificate of a secure WebSocket
 * @param proxy goes through this one rather than straight; not for UNIX sockets
 * @param headers sent with the handshake of a WebSocket, such as a token that lets us in
 */
public record TransportOptions(
    Duration timeout, VncTrust trust, Optional<VncProxy> proxy, Map<String, String> headers) {
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,8192}");

  /** Copies the headers. */
  public TransportOptions {
    headers = Map.copyOf(headers);
  }

  /** 10 s, Java's own certificate authorities, no proxy, no headers. */
  public static TransportOptions defaults() {
    return new TransportOptions(
        Duration.ofSeconds(10), VncTrust.defaults(), Optional.empty(), Map.of());
  }

  /** The same with another time. */
  public TransportOptions withTimeout(Duration value) {
    return new TransportOptions(value, trust, proxy, headers);
  }

  /** The same with another trust. */
  public TransportOptions withTrust(VncTrust value) {
    return new TransportOptions(timeout, value, proxy, headers);
  }

  /** The same through a proxy. */
  public TransportOptions withProxy(VncProxy value) {
    return new TransportOptions(timeout, trust, Optional.of(value), headers);
  }

  /**
   * The same with one more header, {@code Authorization: Bearer ...} for instance.
   *
   * @throws IllegalArgumentException if no header can be called that or say that; the message does
   *     not repeat the value
   */
  public TransportOptions withHeader(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + Authority.shown(name) + "\" is no name of a header; right is Authorization");
    }
    if (!HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the header " + name + " has a value with line ends or characters beyond ASCII");
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new TransportOptions(timeout, trust, proxy, more);
  }

  /** Does not say the headers' values, which are secrets. */
  @Override
  public String toString() {
    return "TransportOptions[timeout="
        + timeout
        + ", proxy="
        + proxy.map(VncProxy::toString).orElse("none")
        + ", headers="
        + headers.keySet()
        + "]";
  }
}
