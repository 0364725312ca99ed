package io.quantix.vnc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncException.Kind;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile server may send while the two prove themselves, and that it is told in words. */
class HostileSecurityTest {
  private static final VncOptions OPTIONS =
      VncOptions.builder()
          .trust(VncTrust.defaults().withUnknown(_ -> true))
          .credentials(request ->
              Optional.of(
                  new VncCredential(request.wantsUser() ? "alice" : "", "s3cret".toCharArray())))
          .build();

  private static ServerBytes offering(int type) {
    return new ServerBytes().ascii("RFB 003.008\n").bytes(1, type);
  }

  private static ServerBytes vencrypt(int... subtypes) {
    ServerBytes server = offering(19).bytes(0, 2, 0, subtypes.length);
    for (int subtype : subtypes) {
      server.u32(subtype);
    }
    return server;
  }

  private static VncException refused(Kind kind, ServerBytes server) {
    ScriptedTransport transport = ScriptedTransport.of(server.done());
    VncException refused =
        catchThrowableOfType(
            VncException.class, () -> VncSession.open(transport, OPTIONS, new Watcher()));
    assertThat(refused).isNotNull();
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
    assertThat(transport.isClosed()).isTrue();
    return refused;
  }

  @Test
  void vencryptOfAnotherVersionOrNoneOfItsTypes() {
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, offering(19).bytes(0, 1)))
        .hasMessage("script speaks VeNCrypt 0.1, and only 0.2 is known");
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, offering(19).bytes(7, 9)))
        .hasMessage("script speaks VeNCrypt 7.9, and only 0.2 is known");
    assertThat(refused(Kind.PROTOCOL, offering(19).bytes(0, 2, 255)))
        .hasMessage("script: it offered VeNCrypt 0.2 and then refused it");
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, vencrypt()))
        .hasMessage("script offers no security type that we have, only VeNCrypt with nothing");
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, vencrypt(1, 256, -1)))
        .hasMessage(
            "script offers no security type that we have, only VeNCrypt with subtype 1, Plain,"
                + " subtype 4294967295");
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, vencrypt(260).u8(0)))
        .hasMessage("script offers TLS, but cannot begin it");
  }

  @Test
  void nothingInClearIsTakenForWhatTlsProtects() {
    // RFB in clear, behind the byte after which TLS begins.
    assertThat(refused(Kind.PROTOCOL, vencrypt(260).u8(1).u32(0).init(2, 2, "")))
        .hasMessage("script: it went on in clear where TLS begins");
    assertThat(refused(Kind.PROTOCOL, vencrypt(257).u8(1).u32(0).init(2, 2, "")))
        .hasMessage("script: it went on in clear where TLS begins");
  }

  @ParameterizedTest
  @ValueSource(ints = {260, 257})
  void garbageInsteadOfTls(int subtype) throws Exception {
    try (SpecifiedServer server =
        new SpecifiedServer(
            19,
            (in, out) -> {
              out.write(new byte[] {0, 2});
              in.skipNBytes(2);
              out.write(new ServerBytes().bytes(0, 1).u32(subtype).done());
              in.skipNBytes(4);
              out.write(1);
              out.write(
                  "HTTP/1.1 400 Bad Request\r\n\r\n"
                      .repeat(2000)
                      .getBytes(StandardCharsets.US_ASCII));
              in.transferTo(java.io.OutputStream.nullOutputStream());
            })) {
      VncException refused =
          catchThrowableOfType(
              VncException.class, () -> VncSession.open(server.connect(), OPTIONS, new Watcher()));
      assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.PROTOCOL);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {260, 257, 5, 20, 30})
  void silenceInTheMiddleEndsAtTheDeadline(int type) throws Exception {
    ServerBytes begun = type > 255 ? vencrypt(type).u8(1) : offering(type);
    ScriptedTransport transport = ScriptedTransport.thenStalling(begun.done());
    VncException late =
        catchThrowableOfType(
            VncException.class,
            () ->
                VncSession.open(
                    transport,
                    OPTIONS.withHandshakeTimeout(Duration.ofMillis(100)),
                    new Watcher()));
    assertThat(late.kind()).isEqualTo(Kind.TRANSPORT);
    assertThat(late).hasMessageContaining("did not finish its handshake within 100 ms");
    assertThat(transport.isClosed()).isTrue();
  }

  @Test
  void saslListsAndTokensWithoutBound() {
    assertThat(refused(Kind.LIMIT, offering(20).u32(301).zeros(301)))
        .hasMessage(
            "script: the length of the list of SASL mechanisms is 301, and at most 300 is"
                + " accepted");
    assertThat(refused(Kind.LIMIT, offering(20).u32(0xffffffffL)))
        .hasMessageContaining("the length of the list of SASL mechanisms is 4294967295");
    ServerBytes scram = offering(20).u32(11).ascii("SCRAM-SHA-1");
    assertThat(refused(Kind.LIMIT, new ServerBytes().raw(scram.done()).u32(1024 * 1024 + 1)))
        .hasMessageContaining("the length of a SASL token is 1048577, and at most 1048576");
    assertThat(refused(Kind.LIMIT, new ServerBytes().raw(scram.done()).u32(0xfffffffeL)))
        .hasMessageContaining("the length of a SASL token is 4294967294");
    assertThat(refused(Kind.PROTOCOL, new ServerBytes().raw(scram.done()).u32(0).u8(7)))
        .hasMessage("script: it says 7 where SASL is complete or not");
    assertThat(refused(Kind.AUTHENTICATION, new ServerBytes().raw(scram.done()).u32(0).u8(1)))
        .hasMessageContaining("ended the exchange before it had proved itself");
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, offering(20).u32(9).ascii("KERBEROS!")))
        .hasMessageContaining("offers the SASL mechanisms KERBEROS!; this program does SCRAM-");
    assertThat(refused(Kind.SECURITY_UNAVAILABLE, offering(20).u32(5).ascii("PLAIN")))
        .hasMessageContaining("wants the password by SASL PLAIN, over a connection that anybody");
  }

  @Test
  void saslThatGivesNonsenseOrHasNoEnd() {
    ServerBytes scram = offering(20).u32(13).ascii("SCRAM-SHA-256");
    String first = "r=other,s=AAAA,i=4096";
    assertThat(
            refused(
                Kind.AUTHENTICATION,
                new ServerBytes().raw(scram.done()).u32(22).ascii(first).u8(0).u8(0)))
        .hasMessageContaining("the host does not answer what it was asked");
    ServerBytes endless = offering(20).u32(8).ascii("CRAM-MD5");
    endless.u32(5).ascii("<1@>").u8(0).u8(0);
    for (int i = 0; i < 1000; i++) {
      endless.u32(0).u8(0);
    }
    assertThat(refused(Kind.PROTOCOL, endless)).hasMessage("script: it finds no end of SASL");
  }

  @ParameterizedTest
  @CsvSource({
    "0,PROTOCOL,its RSA key has 0 bits; from 1024 to 8192 are accepted",
    "512,PROTOCOL,its RSA key has 512 bits; from 1024 to 8192 are accepted",
    "1023,PROTOCOL,its RSA key has 1023 bits; from 1024 to 8192 are accepted",
    "8193,LIMIT,its RSA key has 8193 bits; from 1024 to 8192 are accepted",
    "4294967295,LIMIT,its RSA key has 4294967295 bits; from 1024 to 8192 are accepted"
  })
  void rsaKeysOfNoSensibleSize(long bits, Kind kind, String message) {
    for (int type : new int[] {5, 6, 129, 130}) {
      assertThat(refused(kind, offering(type).u32(bits))).hasMessage("script: " + message);
    }
  }

  @Test
  void rsaKeysThatAreNone() {
    ServerBytes zeros = offering(5).u32(1024).zeros(256);
    assertThat(refused(Kind.PROTOCOL, zeros)).hasMessage("script: its RSA key is none");
    ServerBytes one = offering(129).u32(1024).u8(0xff).zeros(126).u8(1).zeros(127).u8(1);
    assertThat(refused(Kind.PROTOCOL, one)).hasMessage("script: its RSA key is none");
    ServerBytes vast = offering(129).u32(1024).u8(0xff).zeros(126).u8(1).u8(1).zeros(126).u8(1);
    assertThat(refused(Kind.PROTOCOL, vast)).hasMessage("script: its RSA key is none");
  }

  @Test
  void appleNumbersThatGiveNoSecret() {
    assertThat(refused(Kind.LIMIT, offering(30).u16(2).u16(1025)))
        .hasMessage(
            "script: the length of its Diffie-Hellman key is 1025, and at most 1024 is accepted");
    assertThat(refused(Kind.PROTOCOL, offering(30).u16(2).u16(0)))
        .hasMessageContaining("its Diffie-Hellman key has 0 bytes, and at least 64 are safe");
    assertThat(refused(Kind.PROTOCOL, offering(30).u16(2).u16(64).zeros(128)))
        .hasMessage("script: its Diffie-Hellman numbers give no secret");
    ServerBytes one = offering(30).u16(2).u16(64).u8(0xff).zeros(62).u8(1).zeros(63).u8(1);
    assertThat(refused(Kind.PROTOCOL, one))
        .hasMessage("script: its Diffie-Hellman numbers give no secret");
  }

  @Test
  void anEndInTheMiddle() {
    refused(Kind.TRANSPORT, offering(19));
    refused(Kind.TRANSPORT, vencrypt(260));
    refused(Kind.TRANSPORT, vencrypt(260).u8(1));
    refused(Kind.TRANSPORT, vencrypt(257).u8(1));
    refused(Kind.TRANSPORT, offering(5).u32(1024).zeros(100));
    refused(Kind.TRANSPORT, offering(30).u16(2));
    refused(Kind.AUTHENTICATION, offering(20).u32(8).ascii("CRAM-MD5"));
  }
}
