package io.quantix.vnc.jpeg;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.util.Arrays;

/** A Huffman table (T.81 C and F.2.2.3), looked up by the next bits of the data. */
final class HuffmanTable {
  /** Bits that {@link #values} is looked up by. */
  static final int VALUE_BITS = 10;

  private static final int CODE_BITS = 9;
  private static final int LONGEST = 16;

  /**
   * By the next ten bits, for an AC table: a coefficient in the high half, the zeros before it in
   * the next byte, the bits that both take in the lowest; 0 if they are more, or no coefficient.
   */
  final int[] values = new int[1 << VALUE_BITS];

  // By the next nine bits: the code's length, and its symbol in the lowest byte; 0 if it is longer.
  private final int[] codes = new int[1 << CODE_BITS];
  private final byte[] symbols = new byte[256];
  // For each length: one past the greatest code, set to the left of 16 bits, and what to add to a
  // code to find its symbol.
  private final int[] ends = new int[LONGEST + 1];
  private final int[] offsets = new int[LONGEST + 1];
  private boolean isDefined;

  /** Whether it has been read. */
  boolean isDefined() {
    return isDefined;
  }

  /** Forgets it. */
  void clear() {
    isDefined = false;
  }

  /**
   * Reads one: how many codes there are of each length, then their symbols.
   *
   * @param isAc whether its symbols are zeros and sizes; if not, they are sizes of DC differences
   * @return behind its last byte
   */
  int read(byte[] data, int from, int end, boolean isAc) throws VncException {
    int at = from + LONGEST;
    if (at > end) {
      throw Breach.protocol("a Huffman table of its JPEG picture ends too soon");
    }
    Arrays.fill(codes, 0);
    int count = 0;
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int more = data[from + length - 1] & 0xff;
      if (code + more > 1 << length || count + more > symbols.length || at + more > end) {
        throw Breach.protocol("a Huffman table of its JPEG picture has too many codes");
      }
      offsets[length] = count - code;
      for (int i = 0; i < more; i++, code++) {
        byte symbol = data[at++];
        if (!isAc && (symbol & 0xff) > 15) {
          throw Breach.protocol("a Huffman table of its JPEG picture has a DC size over 15");
        }
        symbols[count++] = symbol;
        if (length <= CODE_BITS) {
          int first = code << (CODE_BITS - length);
          Arrays.fill(
              codes, first, first + (1 << (CODE_BITS - length)), length << 8 | (symbol & 0xff));
        }
      }
      ends[length] = code << (LONGEST - length);
      code <<= 1;
    }
    isDefined = true;
    if (isAc) {
      fillValues();
    }
    return at;
  }

  private void fillValues() {
    for (int bits = 0; bits < values.length; bits++) {
      int code = codes[bits >> (VALUE_BITS - CODE_BITS)];
      int length = code >> 8;
      int size = code & 15;
      values[bits] = 0;
      if (code != 0 && size > 0 && length + size <= VALUE_BITS) {
        int value = extend((long) bits << (Long.SIZE - VALUE_BITS + length), size);
        values[bits] = value << 16 | (code >> 4 & 15) << 8 | (length + size);
      }
    }
  }

  /**
   * Finds the code that the data go on with.
   *
   * @param next the data's next bits, the first of them the highest
   * @return its length, and its symbol in the lowest byte
   */
  int code(long next) throws VncException {
    int code = codes[(int) (next >>> (Long.SIZE - CODE_BITS))];
    return code != 0 ? code : longCode((int) (next >>> (Long.SIZE - LONGEST)));
  }

  private int longCode(int bits) throws VncException {
    for (int length = CODE_BITS + 1; length <= LONGEST; length++) {
      if (bits < ends[length]) {
        int index = (bits >> (LONGEST - length)) + offsets[length];
        return length << 8 | (symbols[index] & 0xff);
      }
    }
    throw Breach.protocol("its JPEG picture has a code that its Huffman table has not");
  }

  /** The number that so many of the next bits, 1 to 15, stand for (T.81 F.2.2.1). */
  static int extend(long next, int size) {
    int value = (int) (next >>> (Long.SIZE - size));
    // Without its highest bit it is negative, counted from the least of its size.
    return next < 0 ? value : value + (-1 << size) + 1;
  }
}
