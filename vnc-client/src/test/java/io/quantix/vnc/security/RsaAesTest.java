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
import io.quantix.vnc.wire.ServerBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.EAXBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RSA-AES with a server that was written from the specification, its cipher Bouncy Castle's. */
class RsaAesTest {
  private static KeyPair pair;

  private final List<VncTrust.Identity> shown = new ArrayList<>();

  @BeforeAll
  static void key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  /** One direction of the layer. */
  private static final class Layer {
    private final byte[] key;
    private int count;

    Layer(byte[] key) {
      this.key = key;
    }

    private EAXBlockCipher next(boolean seals, byte[] header) {
      byte[] nonce = ByteBuffer.allocate(16).put((byte) count++).array();
      EAXBlockCipher eax = new EAXBlockCipher(AESEngine.newInstance());
      eax.init(seals, new AEADParameters(new KeyParameter(key), 128, nonce, header));
      return eax;
    }

    void write(DataOutputStream out, byte[] plain) throws Exception {
      byte[] header = {(byte) (plain.length >> 8), (byte) plain.length};
      EAXBlockCipher eax = next(true, header);
      byte[] sealed = new byte[eax.getOutputSize(plain.length)];
      int end = eax.processBytes(plain, 0, plain.length, sealed, 0);
      eax.doFinal(sealed, end);
      out.write(header);
      out.write(sealed);
    }

    byte[] read(DataInputStream in) throws Exception {
      byte[] header = SpecifiedServer.bytes(in, 2);
      byte[] sealed =
          SpecifiedServer.bytes(in, ((header[0] & 0xff) << 8 | (header[1] & 0xff)) + 16);
      EAXBlockCipher eax = next(false, header);
      byte[] plain = new byte[sealed.length - 16];
      byte[] room = new byte[eax.getOutputSize(sealed.length)];
      int end = eax.processBytes(sealed, 0, sealed.length, room, 0);
      eax.doFinal(room, end);
      System.arraycopy(room, 0, plain, 0, plain.length);
      return plain;
    }
  }

  private static byte[] publicKey(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    int size = (bits + 7) / 8;
    return ByteBuffer.allocate(4 + 2 * size)
        .putInt(bits)
        .put(RsaAesSecurity.fixed(key.getModulus(), size))
        .put(RsaAesSecurity.fixed(key.getPublicExponent(), size))
        .array();
  }

  /** Speaks the server's part of it, then a desktop of 2 by 2. */
  private static void serve(
      DataInputStream in, DataOutputStream out, boolean strong, boolean stays, int subtype)
      throws Exception {
    byte[] ours = publicKey((RSAPublicKey) pair.getPublic());
    out.write(ours);
    int bits = in.readInt();
    byte[] numbers = SpecifiedServer.bytes(in, 2 * ((bits + 7) / 8));
    byte[] theirs = ByteBuffer.allocate(4 + numbers.length).putInt(bits).put(numbers).array();
    int half = numbers.length / 2;
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    rsa.init(
        Cipher.ENCRYPT_MODE,
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, numbers, 0, half), new BigInteger(1, numbers, half, half))));
    byte[] serverRandom = new byte[strong ? 32 : 16];
    Arrays.fill(serverRandom, (byte) 0x5a);
    byte[] sealed = rsa.doFinal(serverRandom);
    out.writeShort(sealed.length);
    out.write(sealed);
    rsa.init(Cipher.DECRYPT_MODE, pair.getPrivate());
    byte[] clientRandom = rsa.doFinal(SpecifiedServer.bytes(in, in.readUnsignedShort()));
    Layer to = new Layer(key(strong, clientRandom, serverRandom));
    Layer from = new Layer(key(strong, serverRandom, clientRandom));
    to.write(out, hash(strong, ours, theirs));
    if (!Arrays.equals(from.read(in), hash(strong, theirs, ours))) {
      throw new IllegalStateException("the client saw other keys");
    }
    to.write(out, new byte[] {(byte) subtype});
    byte[] credentials = from.read(in);
    String text = new String(credentials, StandardCharsets.UTF_8);
    boolean right = text.equals(subtype == 1 ? "\5alice\6s3cret" : "\0\6s3cret");
    byte[] result = new ServerBytes().u32(right ? 0 : 1).done();
    byte[] reason = right ? new byte[0] : new ServerBytes().u32(3).ascii("no!").done();
    byte[] answer =
        ByteBuffer.allocate(result.length + reason.length).put(result).put(reason).array();
    byte[] desktop = new ServerBytes().init(2, 2, "desk").solid(0, 0, 2, 2, 0x123456).done();
    if (stays) {
      to.write(out, answer);
      int shared = from.read(in)[0];
      to.write(out, Arrays.copyOf(desktop, 9));
      to.write(out, new byte[0]);
      to.write(out, Arrays.copyOfRange(desktop, 9, desktop.length));
      while (shared == 1) {
        from.read(in);
      }
    } else {
      out.write(answer);
      in.skipNBytes(1);
      out.write(desktop);
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private static byte[] hash(boolean strong, byte[] first, byte[] second) throws Exception {
    MessageDigest digest = MessageDigest.getInstance(strong ? "SHA-256" : "SHA-1");
    digest.update(first);
    return digest.digest(second);
  }

  private static byte[] key(boolean strong, byte[] first, byte[] second) throws Exception {
    return Arrays.copyOf(hash(strong, first, second), strong ? 32 : 16);
  }

  private VncOptions options(String user, String password) {
    return VncOptions.builder()
        .trust(
            VncTrust.defaults()
                .withUnknown(identity -> {
                  shown.add(identity);
                  return true;
                }))
        .credentials(request -> {
          assertThat(request.encrypted()).isTrue();
          assertThat(request.verified()).isTrue();
          return Optional.of(
              new VncCredential(request.wantsUser() ? user : "", password.toCharArray()));
        })
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "5,false,true,RA2,RSA-AES 128",
    "129,true,true,RA2_256,RSA-AES 256",
    "6,false,false,RA2ne,''",
    "130,true,false,RA2ne_256,''"
  })
  void encryptsAndProves(
      int type, boolean strong, boolean stays, String security, String encryption)
      throws Exception {
    for (int subtype = 1; subtype <= 2; subtype++) {
      int wanted = subtype;
      try (SpecifiedServer server =
          new SpecifiedServer(type, (in, out) -> serve(in, out, strong, stays, wanted))) {
        Watcher watcher = new Watcher();
        try (VncSession session =
            VncSession.open(server.connect(), options("alice", "s3cret"), watcher)) {
          assertThat(session.statistics().security()).isEqualTo(security);
          assertThat(session.statistics().encryption()).isEqualTo(encryption);
          watcher.await("a frame", () -> watcher.frames() > 0);
          session.keyDown('a', 0);
          session.keyUp('a', 0);
        }
        VncException wrong =
            catchThrowableOfType(
                VncException.class,
                () -> VncSession.open(server.connect(), options("alice", "wrong"), new Watcher()));
        assertThat(wrong.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(wrong)
            .hasMessageEndingWith(
                (subtype == 1 ? "refused the user alice and the password" : "refused the password")
                    + " ("
                    + security
                    + "): no!");
      }
    }
    assertThat(shown)
        .hasSize(4)
        .allSatisfy(identity -> {
          assertThat(identity.kind()).isEqualTo("RSA key");
          assertThat(identity.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
          assertThat(identity.problem())
              .isEqualTo("nobody vouches for the RSA key of 127.0.0.1 of 2048 bits");
        });
  }

  @Test
  void sendsNothingToAnUnknownKey() throws Exception {
    List<Integer> sent = new ArrayList<>();
    try (SpecifiedServer server =
        new SpecifiedServer(
            5,
            (in, out) -> {
              out.write(publicKey((RSAPublicKey) pair.getPublic()));
              sent.add(in.read());
            })) {
      VncException refused =
          catchThrowableOfType(
              VncException.class,
              () -> VncSession.open(server.connect(), VncOptions.defaults(), new Watcher()));
      assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(refused)
          .hasMessageEndingWith("nobody vouches for the RSA key of 127.0.0.1 of 2048 bits");
      assertThat(refused.hint()).contains("Compare its fingerprint");
    }
    assertThat(sent).containsExactly(-1);
  }

  @Test
  void noticesKeysThatWereExchangedOnTheWay() throws Exception {
    try (SpecifiedServer server =
        new SpecifiedServer(
            129,
            (in, out) -> {
              DataOutputStream other =
                  new DataOutputStream(
                      new java.io.FilterOutputStream(out) {
                        private int at;

                        @Override
                        public void write(int b) throws java.io.IOException {
                          // One bit of the exponent, which another party would have set.
                          out.write(at++ == 4 + 512 - 2 ? b ^ 2 : b);
                        }
                      });
              serve(in, other, true, true, 1);
            })) {
      VncException refused =
          catchThrowableOfType(
              VncException.class,
              () -> VncSession.open(server.connect(), options("alice", "s3cret"), new Watcher()));
      assertThat(refused).isNotNull();
    } catch (java.util.concurrent.CompletionException e) {
      // The server cannot read what was meant for another key.
      assertThat(e).hasRootCauseInstanceOf(javax.crypto.BadPaddingException.class);
    }
  }
}
