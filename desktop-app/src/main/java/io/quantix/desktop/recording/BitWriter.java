package io.quantix.desktop.recording;

import java.util.Arrays;

/** Writes the bits of one NAL unit's payload (H.264, 7.2 and 9.1). */
final class BitWriter {
  private byte[] bytes = new byte[1024];
  private int size;
  private int bit;

  /** Begins anew. */
  void clear() {
    size = 0;
    bit = 0;
  }

  /** The lowest bits of a value, the highest first. */
  void bits(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      if (bit == 0) {
        room(1);
        bytes[size++] = 0;
      }
      bytes[size - 1] |= (byte) (((value >> i) & 1) << (7 - bit));
      bit = bit + 1 & 7;
    }
  }

  /** Exp-Golomb, unsigned. */
  void ue(int value) {
    int length = 32 - Integer.numberOfLeadingZeros(value + 1);
    bits(0, length - 1);
    bits(value + 1, length);
  }

  /** Zero bits up to a whole byte. */
  void align() {
    bit = 0;
  }

  /** Whole bytes, behind whole bytes. */
  void bytes(byte[] from, int at, int count) {
    room(count);
    System.arraycopy(from, at, bytes, size, count);
    size += count;
  }

  /** The bit that ends a payload. */
  void end() {
    bits(1, 1);
    align();
  }

  private void room(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
  }

  /**
   * A NAL unit of what was written.
   *
   * @param header its first byte
   */
  byte[] unit(int header) {
    byte[] unit = new byte[1 + size + size / 2 + 1];
    int at = 0;
    int zeros = 0;
    unit[at++] = (byte) header;
    for (int i = 0; i < size; i++) {
      // Three bytes that look like the start of another unit have one put between them.
      if (zeros == 2 && (bytes[i] & 0xfc) == 0) {
        unit[at++] = 3;
        zeros = 0;
      }
      zeros = bytes[i] == 0 ? zeros + 1 : 0;
      unit[at++] = bytes[i];
    }
    return Arrays.copyOf(unit, at);
  }
}
