package io.quantix.agent.protocol;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Sixteen bytes that nobody has used before. */
public record Nonce(long high, long low) {
  /** How many bytes it has. */
  public static final int BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  public static Nonce random() {
    return new Nonce(RANDOM.nextLong(), RANDOM.nextLong());
  }

  static Nonce read(byte[] from, int offset) {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, BYTES);
    return new Nonce(bytes.getLong(), bytes.getLong());
  }

  void write(ByteBuffer into) {
    into.putLong(high).putLong(low);
  }
}
