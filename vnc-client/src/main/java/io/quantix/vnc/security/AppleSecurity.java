package io.quantix.vnc.security;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Security type 30: Apple Remote Desktop (the registry's rfbproto, "Diffie-Hellman
 * Authentication"). Reads a generator, a prime and the server's public key; answers with a user and
 * a password, 64 bytes each, under AES-128-ECB with the MD5 of the shared secret, and with a public
 * key of ours.
 */
final class AppleSecurity implements SecurityType {
  private static final int FIELD = 64;
  private static final int LEAST_KEY = 64;
  private static final int MOST_KEY = 1024;

  @Override
  public void authenticate(SecurityExchange exchange) throws IOException, VncException {
    WireReader in = exchange.in();
    BigInteger generator = BigInteger.valueOf(in.u16());
    int size = in.u16();
    if (size > MOST_KEY) {
      throw Breach.limit("the length of its Diffie-Hellman key", size, MOST_KEY);
    }
    if (size < LEAST_KEY) {
      throw Breach.protocol(
          "its Diffie-Hellman key has " + size + " bytes, and at least " + LEAST_KEY + " are safe");
    }
    byte[] both = new byte[2 * size];
    in.bytes(both, 0, both.length);
    BigInteger prime = new BigInteger(1, both, 0, size);
    BigInteger theirs = new BigInteger(1, both, size, size);
    BigInteger most = prime.subtract(BigInteger.TWO);
    if (prime.bitLength() < size * 8 - 8
        || !prime.testBit(0)
        || generator.compareTo(BigInteger.TWO) < 0
        || theirs.compareTo(BigInteger.TWO) < 0
        || theirs.compareTo(most) > 0) {
      throw Breach.protocol("its Diffie-Hellman numbers give no secret");
    }
    VncCredential credential = exchange.ask(true, true);
    byte[] secrets = new byte[2 * FIELD];
    try {
      new SecureRandom().nextBytes(secrets);
      fill(secrets, 0, credential.user().getBytes(StandardCharsets.UTF_8), exchange);
      byte[] password = PlainAuthentication.utf8(credential.password());
      try {
        fill(secrets, FIELD, password, exchange);
      } finally {
        Arrays.fill(password, (byte) 0);
      }
      BigInteger own = new BigInteger(size * 8, new SecureRandom()).mod(most).add(BigInteger.ONE);
      byte[] shared = RsaAesSecurity.fixed(theirs.modPow(own, prime), size);
      byte[] ours = RsaAesSecurity.fixed(generator.modPow(own, prime), size);
      byte[] sealed = seal(secrets, shared);
      exchange.send(ByteBuffer.allocate(sealed.length + size).put(sealed).put(ours).array());
    } finally {
      credential.wipe();
      Arrays.fill(secrets, (byte) 0);
    }
  }

  private static void fill(byte[] secrets, int at, byte[] text, SecurityExchange exchange)
      throws VncException {
    PlainAuthentication.tooLong(text.length, FIELD - 1, exchange);
    System.arraycopy(text, 0, secrets, at, text.length);
    secrets[at + text.length] = 0;
  }

  @SuppressWarnings("InsecureCryptoUsage") // the protocol's own cipher; nothing else is understood
  private static byte[] seal(byte[] secrets, byte[] shared) {
    try {
      byte[] key = MessageDigest.getInstance("MD5").digest(shared);
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return aes.doFinal(secrets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }
}
