package io.quantix.agent.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds control frames among any bytes, one byte at a time. It holds what may still become one, and
 * goes back into that when it does not.
 */
final class ControlScanner {
  private final byte[] held = new byte[ControlFrame.MAX_BYTES];
  private int count;
  private @Nullable ControlFrame found;

  void reset() {
    count = 0;
    found = null;
  }

  /** Whether what it holds can still become a control frame. */
  boolean possible() {
    return count > 0;
  }

  /** Takes the next byte; gives the control frame that this one completes. */
  @Nullable ControlFrame next(byte value) {
    found = null;
    step(value);
    return found;
  }

  private void step(byte value) {
    if (count < 4) {
      count = value == -1 ? count + 1 : 0;
      Arrays.fill(held, 0, count, (byte) -1);
      return;
    }
    if (count == 4 && value == -1) {
      return;
    }
    held[count++] = value;
    ControlFrame.Kind kind = kind();
    if (kind == null) {
      // Letters are never 0xFF: nothing before this byte can begin another one.
      count = 0;
      if (value == -1) {
        held[count++] = value;
      }
    } else if (count >= 8 && count == kind.length()) {
      complete(kind);
    }
  }

  private ControlFrame.@Nullable Kind kind() {
    int letters = Math.min(4, count - 4);
    for (ControlFrame.Kind kind : ControlFrame.Kind.values()) {
      if (kind.begins(held, letters)) {
        return kind;
      }
    }
    return null;
  }

  private void complete(ControlFrame.Kind kind) {
    int length = count;
    CRC32C crc = new CRC32C();
    crc.update(held, 4, length - 8);
    count = 0;
    if ((int) crc.getValue() == ByteBuffer.wrap(held, length - 4, 4).getInt()) {
      found =
          switch (kind) {
            case SYNC -> new ControlFrame.Sync(Nonce.read(held, 8));
            case ACKNOWLEDGEMENT ->
                new ControlFrame.Acknowledgement(
                    new SessionNonces(Nonce.read(held, 8), Nonce.read(held, 8 + Nonce.BYTES)));
            case LOST -> new ControlFrame.Lost();
          };
      return;
    }
    // It was cut, and another may have begun in what looked like its rest. That is shorter each
    // time.
    byte[] again = Arrays.copyOfRange(held, 8, length);
    for (byte value : again) {
      step(value);
    }
  }
}
