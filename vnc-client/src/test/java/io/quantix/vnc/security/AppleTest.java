package io.quantix.vnc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncException.Kind;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.wire.ServerBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Apple's type with a server that was written from the specification. */
class AppleTest {
  private static final int SIZE = 128;

  private static VncOptions options(String user, String password) {
    return VncOptions.builder()
        .credentials(request -> {
          assertThat(request.wantsUser()).isTrue();
          assertThat(request.encrypted()).isTrue();
          assertThat(request.verified()).isFalse();
          return Optional.of(new VncCredential(user, password.toCharArray()));
        })
        .build();
  }

  private static void serve(DataInputStream in, DataOutputStream out) throws Exception {
    BigInteger prime = BigInteger.probablePrime(SIZE * 8, new Random(30));
    BigInteger own = new BigInteger(SIZE * 8, new Random(3)).mod(prime);
    BigInteger generator = BigInteger.TWO;
    out.writeShort(generator.intValue());
    out.writeShort(SIZE);
    out.write(RsaAesSecurity.fixed(prime, SIZE));
    out.write(RsaAesSecurity.fixed(generator.modPow(own, prime), SIZE));
    byte[] sealed = SpecifiedServer.bytes(in, 128);
    BigInteger theirs = new BigInteger(1, SpecifiedServer.bytes(in, SIZE));
    byte[] shared = RsaAesSecurity.fixed(theirs.modPow(own, prime), SIZE);
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(MessageDigest.getInstance("MD5").digest(shared), "AES"));
    byte[] fields = aes.doFinal(sealed);
    boolean right = text(fields, 0).equals("alice") && text(fields, 64).equals("s3cret");
    out.write(right ? new ServerBytes().u32(0).done() : new ServerBytes().u32(1).u32(0).done());
    in.skipNBytes(1);
    out.write(new ServerBytes().init(2, 2, "mac").solid(0, 0, 2, 2, 1).done());
    in.transferTo(java.io.OutputStream.nullOutputStream());
  }

  private static String text(byte[] fields, int at) {
    int end = at;
    while (fields[end] != 0) {
      end++;
    }
    return new String(fields, at, end - at, StandardCharsets.UTF_8);
  }

  @Test
  void provesUserAndPassword() throws Exception {
    try (SpecifiedServer server = new SpecifiedServer(30, AppleTest::serve)) {
      try (VncSession session =
          VncSession.open(server.connect(), options("alice", "s3cret"), new Watcher())) {
        assertThat(session.statistics().security()).isEqualTo("Apple Remote Desktop");
        assertThat(session.statistics().encryption()).isEmpty();
      }
      VncException wrong =
          catchThrowableOfType(
              VncException.class,
              () -> VncSession.open(server.connect(), options("alice", "wrong"), new Watcher()));
      assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(wrong)
          .hasMessageContaining("refused the user alice and the password (Apple Remote Desktop)");
      VncException longer =
          catchThrowableOfType(
              VncException.class,
              () ->
                  VncSession.open(
                      server.connect(), options("alice", "x".repeat(64)), new Watcher()));
      assertThat(longer.kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(longer)
          .hasMessageContaining(
              "Apple Remote Desktop takes names and passwords of 63 bytes at most");
      VncException nobody =
          catchThrowableOfType(
              VncException.class,
              () -> VncSession.open(server.connect(), options("", "s3cret"), new Watcher()));
      assertThat(nobody)
          .hasMessageEndingWith("wants a user's name and a password, and no user's name was given");
    }
  }
}
