package io.quantix.vnc.security;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Security type 2: VNC authentication (RFB 7.2.2). Reads a challenge of 16 bytes and answers with
 * it encrypted by DES, whose key is the password's first eight bytes with their bits in reverse
 * order. Asks for the password once, and wipes it.
 */
final class VncAuthentication implements SecurityType {
  private static final int CHALLENGE = 16;
  private static final int KEY = 8;

  @Override
  public void authenticate(SecurityExchange exchange) throws IOException, VncException {
    byte[] challenge = new byte[CHALLENGE];
    exchange.in().bytes(challenge, 0, CHALLENGE);
    VncCredential credential = exchange.ask(false, exchange.confidential());
    byte[] key = new byte[KEY];
    try {
      fill(key, credential.password());
      exchange.send(encrypt(challenge, key));
    } finally {
      credential.wipe();
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Stops at the eighth byte, so that a longer password is its beginning. */
  private static void fill(byte[] key, char[] secret) {
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(secret), ByteBuffer.wrap(key), true);
    for (int i = 0; i < KEY; i++) {
      key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
    }
  }

  @SuppressWarnings("InsecureCryptoUsage") // the protocol's own cipher; nothing else is understood
  private static byte[] encrypt(byte[] challenge, byte[] key) {
    try {
      Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
      des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
      return des.doFinal(challenge);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no DES", e);
    }
  }
}
