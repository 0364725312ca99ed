package io.quantix.vnc.security;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** VeNCrypt's Plain: a user and a password as they are, each behind its length. */
final class PlainAuthentication implements SecurityType {
  private static final int MOST = 1024;

  @Override
  public void authenticate(SecurityExchange exchange) throws IOException, VncException {
    VncCredential credential = exchange.ask(true, exchange.confidential());
    byte[] user = credential.user().getBytes(StandardCharsets.UTF_8);
    byte[] password = utf8(credential.password());
    credential.wipe();
    try {
      tooLong(user.length, MOST, exchange);
      tooLong(password.length, MOST, exchange);
      byte[] message = new byte[8 + user.length + password.length];
      try {
        ByteBuffer.wrap(message)
            .putInt(user.length)
            .putInt(password.length)
            .put(user)
            .put(password);
        exchange.send(message);
      } finally {
        Arrays.fill(message, (byte) 0);
      }
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  /** A password's bytes, and no copy besides. */
  static byte[] utf8(char[] secret) {
    ByteBuffer encoded = ByteBuffer.allocate(3 * secret.length);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(secret), encoded, true);
    byte[] bytes = new byte[encoded.position()];
    encoded.get(0, bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  /** Refuses what the type cannot send. */
  static void tooLong(int bytes, int most, SecurityExchange exchange) throws VncException {
    if (bytes > most) {
      throw new VncException(
          VncException.Kind.AUTHENTICATION,
          exchange.title() + " takes names and passwords of " + most + " bytes at most",
          "Give a shorter one, or have the server offer another type.");
    }
  }
}
