package io.quantix.vnc.security;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncException;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.WireReader;
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
public final class VncAuthentication implements SecurityType {
  private static final int CHALLENGE = 16;
  private static final int KEY = 8;

  private final VncCredentials credentials;

  /** Asks these when the server wants to know. */
  public VncAuthentication(VncCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String title() {
    return "VNC authentication";
  }

  @Override
  public void authenticate(WireReader in, VncTransport out) throws IOException, VncException {
    byte[] challenge = new byte[CHALLENGE];
    in.bytes(challenge, 0, CHALLENGE);
    VncCredentials.Request request =
        new VncCredentials.Request(out.peer(), title(), false, false, false);
    char[] secret = credentials.ask(request).map(VncCredential::password).orElse(new char[0]);
    byte[] key = new byte[KEY];
    try {
      if (secret.length == 0) {
        throw new VncException(
            VncException.Kind.AUTHENTICATION,
            out.peer() + " wants a password, and none was given",
            "Give the password of the machine's console.");
      }
      fill(key, secret);
      out.write(ByteBuffer.wrap(encrypt(challenge, key)));
    } finally {
      Arrays.fill(secret, '\0');
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
