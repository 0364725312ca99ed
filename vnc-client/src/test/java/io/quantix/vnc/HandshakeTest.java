package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first bytes of a session: versions, security types, refusals, limits. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HandshakeTest {
  private static final VncOptions OPTIONS =
      VncOptions.defaults().withPassword("password"::toCharArray);

  @ParameterizedTest
  @CsvSource({
    "RFB 003.003,RFB 003.003,3.3",
    "RFB 003.005,RFB 003.003,3.3",
    "RFB 003.007,RFB 003.007,3.7",
    "RFB 003.008,RFB 003.008,3.8",
    "RFB 003.889,RFB 003.008,3.8",
    "RFB 004.001,RFB 003.008,3.8",
    "RFB 005.000,RFB 003.008,3.8"
  })
  void speaksEveryVersion(String greeting, String answer, String version) throws Exception {
    ServerBytes server = new ServerBytes().ascii(greeting + "\n");
    if (version.equals("3.3")) {
      server.u32(1);
    } else {
      server.u8(2).u8(18).u8(1);
    }
    if (version.equals("3.8")) {
      server.u32(0);
    }
    server.init(5, 4, "a\u202edesk\u0007top").solid(0, 0, 5, 4, 0x123456);
    ScriptedTransport transport = ScriptedTransport.thenStalling(server.done());
    try (VncSession session = VncSession.open(transport, OPTIONS, new VncListener() {})) {
      assertThat(session.statistics().protocol()).isEqualTo(version);
      assertThat(session.statistics().security()).isEqualTo("None");
      assertThat(session.name()).isEqualTo("adesktop");
      assertThat(session.framebuffer().width()).isEqualTo(5);
      assertThat(session.framebuffer().height()).isEqualTo(4);
    }
    byte[] written = transport.written();
    assertThat(new String(written, 0, 12, StandardCharsets.US_ASCII)).isEqualTo(answer + "\n");
    int clientInit = version.equals("3.3") ? 12 : 13;
    assertThat(written[clientInit]).isEqualTo((byte) 1);
    assertThat(transport.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RFB 003.003", "RFB 003.007", "RFB 003.008"})
  void provesAPassword(String greeting) throws Exception {
    ServerBytes server = new ServerBytes().ascii(greeting + "\n");
    if (greeting.endsWith("3.003")) {
      server.u32(2);
    } else {
      server.u8(1).u8(2);
    }
    for (int i = 0; i < 16; i++) {
      server.u8(i);
    }
    server.u32(0).init(2, 2, "").solid(0, 0, 2, 2, 1);
    ScriptedTransport transport = ScriptedTransport.thenStalling(server.done());
    char[] password = "password".toCharArray();
    try (VncSession session =
        VncSession.open(transport, OPTIONS.withPassword(() -> password), new VncListener() {})) {
      assertThat(session.statistics().security()).isEqualTo("VNC authentication");
    }
    int at = greeting.endsWith("3.003") ? 12 : 13;
    // openssl enc -des-ecb -nopad -K 0e86ceceeef64e26 of bytes 00 to 0f: the key is the password
    // with the bits of each byte reversed.
    assertThat(HexFormat.of().formatHex(transport.written(), at, at + 16))
        .isEqualTo("b866924125c8eebb9debc1db61c538e2");
    assertThat(password).containsOnly('\0');
  }

  @Test
  void saysWhyItWasRefused() {
    VncException wrong =
        refused(
            new ServerBytes()
                .ascii("RFB 003.008\n")
                .bytes(1, 2)
                .zeros(16)
                .u32(1)
                .u32(9)
                .ascii("bad \u0007pass"));
    assertThat(wrong.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    assertThat(wrong).hasMessage("script refused the password (VNC authentication): bad pass");
    VncException silent =
        refused(new ServerBytes().ascii("RFB 003.008\n").bytes(1, 2).zeros(16).u32(1));
    assertThat(silent.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    VncException old =
        refused(new ServerBytes().ascii("RFB 003.007\n").bytes(1, 2).zeros(16).u32(2));
    assertThat(old.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    VncException none =
        refused(new ServerBytes().ascii("RFB 003.008\n").u8(0).u32(4).ascii("full"));
    assertThat(none.kind()).isEqualTo(VncException.Kind.SECURITY_UNAVAILABLE);
    assertThat(none).hasMessageContaining("full");
    VncException none33 =
        refused(new ServerBytes().ascii("RFB 003.003\n").u32(0).u32(4).ascii("full"));
    assertThat(none33).hasMessageContaining("full");
    VncException locked =
        refused(
            new ServerBytes()
                .ascii("RFB 003.008\n")
                .u8(0)
                .u32(26)
                .ascii("Too many security failures"));
    assertThat(locked.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    assertThat(locked.hint()).contains("Wait");
    VncException tls = refused(new ServerBytes().ascii("RFB 003.008\n").bytes(2, 18, 200));
    assertThat(tls.kind()).isEqualTo(VncException.Kind.SECURITY_UNAVAILABLE);
    assertThat(tls).hasMessageContaining("only TLS, type 200");
  }

  @Test
  void takesAnEndForARefusalOnceAPasswordWasShown() {
    VncException ended = refused(new ServerBytes().ascii("RFB 003.008\n").bytes(1, 2).zeros(16));
    assertThat(ended.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    assertThat(ended)
        .hasMessageContaining(
            "ended the connection in place of an answer to the password (VNC authentication)");
    assertThat(ended.hint()).contains("when it is wrong");
    // Without one there was nothing to refuse.
    VncException open = refused(new ServerBytes().ascii("RFB 003.008\n").bytes(1, 1));
    assertThat(open.kind()).isEqualTo(VncException.Kind.TRANSPORT);
  }

  @Test
  void asksForThePasswordOnlyWhenNeeded() {
    VncException missing =
        catchThrowableOfType(
            VncException.class,
            () ->
                VncSession.open(
                    ScriptedTransport.of(
                        new ServerBytes().ascii("RFB 003.008\n").bytes(1, 2).zeros(16).done()),
                    VncOptions.defaults(),
                    new VncListener() {}));
    assertThat(missing.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    assertThat(missing).hasMessageContaining("none was given");
  }

  @Test
  void refusesWhatBreaksTheProtocolOrALimit() {
    kind(VncException.Kind.PROTOCOL, new ServerBytes().ascii("SSH-2.0-OpenSSH_9.2\r\n"));
    kind(VncException.Kind.PROTOCOL, new ServerBytes().ascii("RFB 000.000\n"));
    kind(VncException.Kind.PROTOCOL, new ServerBytes().ascii("RFB 003.xyz\n"));
    kind(VncException.Kind.TRANSPORT, new ServerBytes().ascii("RFB 003."));
    kind(VncException.Kind.TRANSPORT, new ServerBytes());
    kind(VncException.Kind.LIMIT, new ServerBytes().ascii("RFB 003.008\n").u8(0).u32(65_537));
    kind(VncException.Kind.LIMIT, new ServerBytes().ascii("RFB 003.008\n").u8(0).u32(0xffffffffL));
    kind(
        VncException.Kind.PROTOCOL,
        new ServerBytes().ascii("RFB 003.008\n").bytes(1, 1).u32(0x80000000L));
    ServerBytes open = new ServerBytes().ascii("RFB 003.008\n").bytes(1, 1).u32(0);
    byte[] so = open.done();
    kind(
        VncException.Kind.LIMIT,
        new ServerBytes().raw(so).u16(9).u16(9).zeros(16).u32(0xfffffff0L));
    kind(VncException.Kind.PROTOCOL, new ServerBytes().raw(so).init(0, 9, ""));
    kind(VncException.Kind.PROTOCOL, new ServerBytes().raw(so).init(9, 0, ""));
    kind(VncException.Kind.LIMIT, new ServerBytes().raw(so).init(16_385, 1, ""));
    kind(VncException.Kind.LIMIT, new ServerBytes().raw(so).init(1, 65_535, ""));
    kind(VncException.Kind.LIMIT, new ServerBytes().raw(so).init(16_384, 16_384, ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 12, 13, 14, 18, 30})
  void doesNotWaitForEver(int bytes) {
    byte[] hello = ServerBytes.hello(3, 3).done();
    ScriptedTransport transport = ScriptedTransport.thenStalling(Arrays.copyOf(hello, bytes));
    VncException late =
        catchThrowableOfType(
            VncException.class,
            () ->
                VncSession.open(
                    transport,
                    OPTIONS.withHandshakeTimeout(Duration.ofMillis(50)),
                    new VncListener() {}));
    assertThat(late.kind()).isEqualTo(VncException.Kind.TRANSPORT);
    assertThat(late).hasMessageContaining("did not finish its handshake within 50 ms");
    assertThat(transport.isClosed()).isTrue();
  }

  @Test
  void doesNotCountThePersonsTime() throws Exception {
    ScriptedTransport transport =
        ScriptedTransport.thenStalling(
            new ServerBytes()
                .ascii("RFB 003.008\n")
                .bytes(1, 2)
                .zeros(16)
                .u32(0)
                .init(2, 2, "")
                .solid(0, 0, 2, 2, 1)
                .done());
    VncOptions slow =
        OPTIONS
            .withHandshakeTimeout(Duration.ofSeconds(8))
            .withPassword(() -> {
              try {
                Thread.sleep(8200);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return "typed".toCharArray();
            });
    VncSession.open(transport, slow, new VncListener() {}).close();
    assertThat(transport.isClosed()).isTrue();
  }

  private static void kind(VncException.Kind kind, ServerBytes server) {
    VncException thrown = refused(server);
    assertThat(thrown.kind()).as(thrown.getMessage()).isEqualTo(kind);
    assertThat(thrown).hasMessageStartingWith("script");
  }

  private static VncException refused(ServerBytes server) {
    ScriptedTransport transport = ScriptedTransport.of(server.done());
    VncException thrown =
        catchThrowableOfType(
            VncException.class, () -> VncSession.open(transport, OPTIONS, new VncListener() {}));
    assertThat(thrown).isNotNull();
    assertThat(transport.isClosed()).isTrue();
    return thrown;
  }
}
