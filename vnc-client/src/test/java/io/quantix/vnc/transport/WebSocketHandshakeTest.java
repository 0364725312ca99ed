package io.quantix.vnc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.VncException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a WebSocket is opened, and what servers answer that are none, or hostile. */
@Timeout(60)
class WebSocketHandshakeTest {
  private static final TransportOptions OPTIONS =
      TransportOptions.defaults().withTimeout(Duration.ofSeconds(30));
  private static final String SWITCH =
      """
      HTTP/1.1 101 Switching Protocols\r
      Upgrade: WebSocket\r
      Connection: keep-alive, Upgrade\r
      """;

  private static String accept(String head) throws Exception {
    Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)\r\n").matcher(head);
    assertThat(key.find()).isTrue();
    assertThat(Base64.getDecoder().decode(key.group(1))).hasSize(16);
    byte[] digest =
        MessageDigest.getInstance("SHA-1")
            .digest(
                (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                    .getBytes(StandardCharsets.US_ASCII));
    return "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n";
  }

  private static VncTransport open(OtherEnd server, String path, TransportOptions options)
      throws VncException {
    return VncAddress.parse("ws://127.0.0.1:" + server.port() + path).open(options);
  }

  @Test
  void asksForBinaryAndSendsItsHeaders() throws Exception {
    String[] head = new String[1];
    try (OtherEnd server =
        new OtherEnd((in, out) -> {
          head[0] = OtherEnd.head(in);
          // The first frame comes with the head's last bytes.
          OtherEnd.send(
              out,
              SWITCH + accept(head[0]) + "Sec-WebSocket-Protocol: binary\r\n\r\n\u0082\u0003RFB");
          OtherEnd.silence(in, out);
        })) {
      TransportOptions options =
          OPTIONS.withHeader("Authorization", "Bearer t0ken").withHeader("Host", "elsewhere");
      try (VncTransport transport = open(server, "/api/console/7/ws?x=1", options)) {
        ByteBuffer some = ByteBuffer.allocate(10);
        assertThat(transport.read(some)).isEqualTo(3);
        assertThat(transport.peer())
            .isEqualTo("ws://127.0.0.1:" + server.port() + "/api/console/7/ws");
      }
      server.await();
      assertThat(head[0])
          .startsWith("GET /api/console/7/ws?x=1 HTTP/1.1\r\n")
          .contains("Host: 127.0.0.1:" + server.port() + "\r\n")
          .contains("Upgrade: websocket\r\n", "Connection: Upgrade\r\n")
          .contains("Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Protocol: binary\r\n")
          .contains("Authorization: Bearer t0ken\r\n")
          .doesNotContain("elsewhere");
    }
  }

  @Test
  void saysWhatTheServerAnswered() throws Exception {
    refused("HTTP/1.1 401 Unauthorized\r\n\r\n", VncException.Kind.AUTHENTICATION, "401 Unauth");
    refused("HTTP/1.1 403 Forbidden\r\n\r\n", VncException.Kind.AUTHENTICATION, "403 Forbidden");
    refused("HTTP/1.1 404\r\n\r\n", VncException.Kind.UNREACHABLE, "the server answered 404");
    refused(
        "HTTP/1.1 302 Found\r\nLocation: https://else.where/\r\n\r\n",
        VncException.Kind.UNREACHABLE,
        "302 Found, see https://else.where/");
    refused("RFB 003.008\n", VncException.Kind.PROTOCOL, "\"RFB 003.008\", which is not HTTP");
    refused("", VncException.Kind.UNREACHABLE, "the connection was closed");
    refused("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", VncException.Kind.PROTOCOL, "which is none");
  }

  @Test
  void refusesAnUpgradeThatBreaksTheRules() throws Exception {
    String upgrade = "HTTP/1.1 101 Switching Protocols\r\n";
    refused(upgrade + "\r\n", VncException.Kind.PROTOCOL, "no WebSocket");
    refused(SWITCH + "\r\n", VncException.Kind.PROTOCOL, "wrong Sec-WebSocket-Accept");
    refused(
        SWITCH + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
        VncException.Kind.PROTOCOL,
        "wrong Sec-WebSocket-Accept");
    refusedAfterAccept("Sec-WebSocket-Protocol: base64\r\n", "the subprotocol \"base64\"");
    refusedAfterAccept("Sec-WebSocket-Extensions: permessage-deflate\r\n", "an extension");
    refusedAfterAccept("Sec-WebSocket-Accept: another\r\n", "wrong Sec-WebSocket-Accept");
  }

  @Test
  void doesNotReadAnEndlessHead() throws Exception {
    OtherEnd.Part endless =
        (in, out) -> {
          OtherEnd.head(in);
          try {
            OtherEnd.send(out, "HTTP/1.1 200 OK\r\nX: ");
            while (true) {
              OtherEnd.send(out, "x".repeat(1000));
            }
          } catch (java.io.IOException e) {
            // It has hung up.
          }
        };
    refused(endless, VncException.Kind.LIMIT, "at most 16384");
    refused(
        "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(101) + "\r\n",
        VncException.Kind.LIMIT,
        "at most 100");
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    try (OtherEnd server = new OtherEnd(OtherEnd::silence)) {
      VncException late =
          catchThrowableOfType(
              VncException.class,
              () -> open(server, "/", OPTIONS.withTimeout(Duration.ofMillis(300))));
      assertThat(late.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
      assertThat(late).hasMessageEndingWith("no answer within 300 ms");
      server.connect();
      server.await();
    }
  }

  private static void refusedAfterAccept(String more, String why) throws Exception {
    refused(
        (in, out) -> OtherEnd.send(out, SWITCH + accept(OtherEnd.head(in)) + more + "\r\n"),
        VncException.Kind.PROTOCOL,
        why);
  }

  private static void refused(String answer, VncException.Kind kind, String why) throws Exception {
    refused(
        (in, out) -> {
          OtherEnd.head(in);
          OtherEnd.send(out, answer);
        },
        kind,
        why);
  }

  private static void refused(OtherEnd.Part part, VncException.Kind kind, String why)
      throws Exception {
    try (OtherEnd server = new OtherEnd(part)) {
      VncException refusal =
          catchThrowableOfType(VncException.class, () -> open(server, "/", OPTIONS));
      assertThat(refusal).hasMessageContaining(why);
      assertThat(refusal.kind()).isEqualTo(kind);
      assertThat(refusal).hasMessageContaining("127.0.0.1:" + server.port());
      server.await();
    }
  }
}
