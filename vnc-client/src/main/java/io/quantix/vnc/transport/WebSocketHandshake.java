package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The opening of a WebSocket by a client (RFC 6455 4.1). */
final class WebSocketHandshake {
  // What every server appends to a client's key (RFC 6455 1.3).
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String BINARY = "binary";
  private static final int SWITCHING = 101;
  private static final int KEY_BYTES = 16;
  private static final Set<String> OURS =
      Set.of(
          "host",
          "upgrade",
          "connection",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol",
          "sec-websocket-extensions",
          "content-length",
          "transfer-encoding");

  private WebSocketHandshake() {}

  /**
   * Opens one over a transport.
   *
   * @param headers sent beside those of the protocol
   * @throws VncException of kind AUTHENTICATION if the server wants another token, UNREACHABLE if
   *     there is no WebSocket at that path, PROTOCOL or LIMIT if the answer breaks a rule
   */
  static VncTransport perform(VncTransport under, VncAddress address, Map<String, String> headers)
      throws IOException, VncException {
    SecureRandom random = new SecureRandom();
    byte[] nonce = new byte[KEY_BYTES];
    random.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    StringBuilder request = new StringBuilder();
    request.append("GET ").append(address.path()).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(host(address)).append("\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Key: ").append(key).append("\r\n");
    request.append("Sec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Protocol: ").append(BINARY).append("\r\n");
    headers.forEach((name, value) -> {
      if (!OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        request.append(name).append(": ").append(value).append("\r\n");
      }
    });
    under.write(HttpHead.bytes(request));
    check(HttpHead.read(under, address.peer()), key, address.peer());
    return new WebSocketTransport(under, address.peer(), random);
  }

  // Without the port where it is the usual one, as servers that look at it expect.
  private static String host(VncAddress address) {
    String withPort = VncAddress.hostAndPort(address.host(), address.port());
    int usual = address.kind() == VncAddress.Kind.SECURE_WEB_SOCKET ? 443 : 80;
    return address.port() == usual ? withPort.substring(0, withPort.lastIndexOf(':')) : withPort;
  }

  private static void check(HttpHead answer, String key, String peer) throws VncException {
    if (answer.status() != SWITCHING) {
      throw refused(answer, peer);
    }
    if (!answer.lists("upgrade", "websocket") || !answer.lists("connection", "upgrade")) {
      throw Breach.protocol(peer + " switched to something that is no WebSocket");
    }
    if (!answer.all("sec-websocket-accept").equals(List.of(accept(key)))) {
      throw Breach.protocol(peer + " sent a wrong Sec-WebSocket-Accept: it is no WebSocket server");
    }
    List<String> protocols = answer.all("sec-websocket-protocol");
    if (!protocols.isEmpty() && !protocols.equals(List.of(BINARY))) {
      throw Breach.protocol(
          peer
              + " chose the subprotocol \""
              + Authority.shown(String.join(", ", protocols))
              + "\", which was not offered");
    }
    if (!answer.all("sec-websocket-extensions").isEmpty()) {
      throw Breach.protocol(peer + " chose an extension, and none was offered");
    }
  }

  private static VncException refused(HttpHead answer, String peer) {
    String message = "cannot connect to " + peer + ": the server answered " + answer.statusLine();
    return switch (answer.status()) {
      case 401, 403, 407 ->
          new VncException(
              VncException.Kind.AUTHENTICATION,
              message,
              "It wants a token, or another one: check which, and the header that it goes in.");
      case 301, 302, 303, 307, 308 ->
          new VncException(
              VncException.Kind.UNREACHABLE,
              message
                  + answer.all("location").stream()
                      .findFirst()
                      .map(where -> ", see " + Authority.shown(where))
                      .orElse(""),
              "Redirections are not followed. Use that address.");
      default ->
          new VncException(
              VncException.Kind.UNREACHABLE,
              message,
              "There is no WebSocket at this path. Check it, and that the server is one for VNC.");
    };
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
