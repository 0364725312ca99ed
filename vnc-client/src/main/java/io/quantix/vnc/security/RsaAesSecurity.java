package io.quantix.vnc.security;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Security types 5, 6, 129 and 130: RSA keys, AES-EAX, then a user and a password or a password
 * alone (the registry's rfbproto, "RSA-AES"). Both sides send a public key, then a random number
 * under the other's; both numbers make the keys of two directions, and both sides prove by a hash
 * that they saw the same public keys. Types 6 and 130 go on in clear after the password.
 */
final class RsaAesSecurity implements SecurityType {
  private static final int USER_AND_PASSWORD = 1;
  private static final int PASSWORD = 2;
  private static final int MOST = 255;
  // Ours; the server's length would let a hostile one have us make a key for minutes.
  private static final int OWN_BITS = 2048;

  private final boolean strong;
  private final boolean stays;
  private final SecureRandom random = new SecureRandom();

  RsaAesSecurity(VncSecurity type) {
    strong = type == VncSecurity.RA2_256 || type == VncSecurity.RA2NE_256;
    stays = type.encrypts();
  }

  @Override
  public void authenticate(SecurityExchange exchange) throws IOException, VncException {
    WireReader in = exchange.in();
    RsaKey server = RsaKey.read(in);
    decide(exchange, server);
    try {
      KeyPair own = own();
      RsaKey ours = RsaKey.of((RSAPublicKey) own.getPublic());
      exchange.send(ours.bytes());
      int size = strong ? 32 : 16;
      byte[] clientRandom = new byte[size];
      random.nextBytes(clientRandom);
      sendRandom(exchange, server, clientRandom);
      byte[] serverRandom = readRandom(in, own.getPrivate(), ours, size);
      EaxTransport layer =
          exchange.protect(
              strong ? "RSA-AES 256" : "RSA-AES 128",
              below ->
                  new EaxTransport(
                      below,
                      key(clientRandom, serverRandom, size),
                      key(serverRandom, clientRandom, size)));
      Arrays.fill(clientRandom, (byte) 0);
      Arrays.fill(serverRandom, (byte) 0);
      exchange.send(hash(ours.bytes(), server.bytes()));
      byte[] theirs = new byte[digest().getDigestLength()];
      in.bytes(theirs, 0, theirs.length);
      if (!MessageDigest.isEqual(theirs, hash(server.bytes(), ours.bytes()))) {
        throw new VncException(
            VncException.Kind.UNTRUSTED,
            exchange.peer() + " did not see the keys that we saw",
            "Do not connect; another machine may stand between.");
      }
      exchange.proved();
      credentials(exchange);
      if (!stays) {
        layer.end();
        exchange.encryption("");
      }
    } catch (GeneralSecurityException e) {
      throw new VncException(
          VncException.Kind.PROTOCOL,
          exchange.peer() + " sent an RSA key or a number under it that cannot be used",
          "Have the server make a new RSA key of 2048 bits.",
          e);
    }
  }

  private static void decide(SecurityExchange exchange, RsaKey server) throws VncException {
    String problem =
        "nobody vouches for the RSA key of " + exchange.host() + " of " + server.bits() + " bits";
    boolean accepted =
        exchange
            .trust()
            .unknown()
            .accept(
                new VncTrust.Identity(
                    exchange.peer(), "RSA key", "", "", Fingerprint.of(server.bytes()), problem));
    if (!accepted) {
      throw new VncException(
          VncException.Kind.UNTRUSTED,
          problem,
          "Compare its fingerprint with the server's own: " + Fingerprint.of(server.bytes()));
    }
  }

  private static KeyPair own() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(OWN_BITS);
    return generator.generateKeyPair();
  }

  private static void sendRandom(SecurityExchange exchange, RsaKey server, byte[] number)
      throws IOException, GeneralSecurityException {
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    rsa.init(Cipher.ENCRYPT_MODE, server.key());
    byte[] sealed = rsa.doFinal(number);
    exchange.send(
        ByteBuffer.allocate(2 + sealed.length).putShort((short) sealed.length).put(sealed).array());
  }

  private static byte[] readRandom(WireReader in, PrivateKey own, RsaKey ours, int size)
      throws IOException, VncException, GeneralSecurityException {
    int length = in.u16();
    if (length != ours.size()) {
      throw Breach.protocol(
          "it sent a number of " + length + " bytes under our key of " + ours.size());
    }
    byte[] sealed = new byte[length];
    in.bytes(sealed, 0, length);
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    rsa.init(Cipher.DECRYPT_MODE, own);
    byte[] number = rsa.doFinal(sealed);
    if (number.length != size) {
      throw Breach.protocol("its random number has " + number.length + " bytes, not " + size);
    }
    return number;
  }

  private static void credentials(SecurityExchange exchange) throws IOException, VncException {
    int wanted = exchange.in().u8();
    if (wanted != USER_AND_PASSWORD && wanted != PASSWORD) {
      throw Breach.protocol("it wants the unknown kind " + wanted + " of credentials");
    }
    VncCredential credential = exchange.ask(wanted == USER_AND_PASSWORD, true);
    byte[] password = PlainAuthentication.utf8(credential.password());
    byte[] user =
        wanted == USER_AND_PASSWORD
            ? credential.user().getBytes(java.nio.charset.StandardCharsets.UTF_8)
            : new byte[0];
    credential.wipe();
    byte[] message = new byte[0];
    try {
      PlainAuthentication.tooLong(user.length, MOST, exchange);
      PlainAuthentication.tooLong(password.length, MOST, exchange);
      message = new byte[2 + user.length + password.length];
      ByteBuffer.wrap(message)
          .put((byte) user.length)
          .put(user)
          .put((byte) password.length)
          .put(password);
      exchange.send(message);
    } finally {
      Arrays.fill(password, (byte) 0);
      Arrays.fill(message, (byte) 0);
    }
  }

  private byte[] key(byte[] first, byte[] second, int size) {
    return Arrays.copyOf(hash(first, second), size);
  }

  private byte[] hash(byte[] first, byte[] second) {
    MessageDigest digest = digest();
    digest.update(first);
    return digest.digest(second);
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(strong ? "SHA-256" : "SHA-1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA", e);
    }
  }

  /** A public key as it goes over the wire: its bits, the modulus, the exponent. */
  private static final class RsaKey {
    private static final int LEAST_BITS = 1024;
    private static final int MOST_BITS = 8192;

    private final int bits;
    private final byte[] bytes;
    private final BigInteger modulus;
    private final BigInteger exponent;

    private RsaKey(int bits, byte[] bytes, BigInteger modulus, BigInteger exponent) {
      this.bits = bits;
      this.bytes = bytes;
      this.modulus = modulus;
      this.exponent = exponent;
    }

    int bits() {
      return bits;
    }

    byte[] bytes() {
      return bytes;
    }

    static RsaKey read(WireReader in) throws IOException, VncException {
      long bits = in.u32();
      if (bits < LEAST_BITS || bits > MOST_BITS) {
        throw new VncException(
            bits > MOST_BITS ? VncException.Kind.LIMIT : VncException.Kind.PROTOCOL,
            "its RSA key has "
                + bits
                + " bits; from "
                + LEAST_BITS
                + " to "
                + MOST_BITS
                + " are accepted",
            "Have the server make an RSA key of 2048 bits.");
      }
      int size = (int) (bits + 7) / 8;
      byte[] both = new byte[2 * size];
      in.bytes(both, 0, both.length);
      RsaKey key =
          of((int) bits, new BigInteger(1, both, 0, size), new BigInteger(1, both, size, size));
      if (key.modulus.bitLength() < LEAST_BITS
          || !key.modulus.testBit(0)
          || !key.exponent.testBit(0)
          || key.exponent.bitLength() < 2
          || key.exponent.bitLength() > 64) {
        throw Breach.protocol("its RSA key is none");
      }
      return key;
    }

    static RsaKey of(RSAPublicKey key) {
      return of(key.getModulus().bitLength(), key.getModulus(), key.getPublicExponent());
    }

    private static RsaKey of(int bits, BigInteger modulus, BigInteger exponent) {
      int size = (bits + 7) / 8;
      byte[] bytes =
          ByteBuffer.allocate(4 + 2 * size)
              .putInt(bits)
              .put(fixed(modulus, size))
              .put(fixed(exponent, size))
              .array();
      return new RsaKey(bits, bytes, modulus, exponent);
    }

    int size() {
      return (bits + 7) / 8;
    }

    java.security.PublicKey key() throws GeneralSecurityException {
      return java.security.KeyFactory.getInstance("RSA")
          .generatePublic(new java.security.spec.RSAPublicKeySpec(modulus, exponent));
    }
  }

  /** A number in exactly so many bytes, big-endian. */
  static byte[] fixed(BigInteger number, int size) {
    byte[] raw = number.toByteArray();
    byte[] bytes = new byte[size];
    int count = Math.min(raw.length, size);
    System.arraycopy(raw, raw.length - count, bytes, size - count, count);
    return bytes;
  }
}
