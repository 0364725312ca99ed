package io.quantix.desktop.keyring;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Secrets as UTF-8 and back, with no copy left in memory. */
final class SecretBytes {
  // The most bytes that one char takes.
  private static final int MOST_BYTES = 3;

  private SecretBytes() {}

  /** The UTF-8 of a secret, which the caller wipes; the secret itself is not changed. */
  static byte[] encode(char[] secret) {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
    byte[] room = new byte[MOST_BYTES * secret.length];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    CoderResult _ = encoder.encode(CharBuffer.wrap(secret), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    return bytes;
  }

  /** The secret that UTF-8 says, which the caller wipes; the bytes are wiped here. */
  static char[] decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    char[] room = new char[bytes.length];
    CharBuffer decoded = CharBuffer.wrap(room);
    CoderResult _ = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
    char[] secret = Arrays.copyOf(room, decoded.position());
    Arrays.fill(room, '\0');
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }
}
