package io.quantix.vnc.jpeg;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The coded coefficients of a scan (T.81 F.2.2), one restart interval at a time, without the zeros
 * that follow every 0xff, so that bits can be taken from anywhere with one read.
 */
final class EntropyData {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  // What a block can read at most past the end before that is noticed: 64 codes and numbers.
  private static final int SLACK = 64 * 31 / 8 + 16;

  private final int[] order = ZigZag.order();
  private byte[] source = new byte[0];
  private int at;
  private int end;
  private byte[] bytes = new byte[4096];
  private int bit;
  private int bits;

  /** Goes to the first interval. */
  void begin(byte[] picture, int from, int length) {
    source = picture;
    at = from;
    end = length;
    nextInterval();
  }

  /**
   * Goes to the next interval, which begins with a marker.
   *
   * @param number of the marker, 0 to 7
   */
  void restart(int number) throws VncException {
    int found = at;
    while (found < end - 1 && source[found] == -1 && source[found + 1] == -1) {
      found++;
    }
    if (found >= end - 1 || (source[found + 1] & 0xff) != 0xd0 + number) {
      throw Breach.protocol("its JPEG picture has no restart marker where one must be");
    }
    at = found + 2;
    nextInterval();
  }

  /** Takes what comes before the next marker. */
  private void nextInterval() {
    if (bytes.length < end - at + SLACK) {
      bytes = new byte[end - at + SLACK];
    }
    int length = 0;
    while (at < end) {
      int start = at;
      while (at < end && source[at] != -1) {
        at++;
      }
      boolean isStuffed = at + 1 < end && source[at + 1] == 0;
      int count = at - start + (isStuffed ? 1 : 0);
      System.arraycopy(source, start, bytes, length, count);
      length += count;
      if (!isStuffed) {
        break;
      }
      at += 2;
    }
    Arrays.fill(bytes, length, length + SLACK, (byte) 0);
    bit = 0;
    bits = length * 8;
  }

  /** Where the marker is that ended the data. */
  int position() {
    return at;
  }

  /** The next code's symbol. */
  int code(HuffmanTable table) throws VncException {
    int code = table.code(next());
    bit += code >> 8;
    return code & 0xff;
  }

  /** The next so many bits, 0 to 16. */
  int bits(int count) {
    int value = count == 0 ? 0 : (int) (next() >>> (Long.SIZE - count));
    bit += count;
    return value;
  }

  /** The number that the next so many bits, 1 to 15, stand for. */
  int number(int size) {
    int value = HuffmanTable.extend(next(), size);
    bit += size;
    return value;
  }

  private long next() {
    return (long) LONGS.get(bytes, bit >>> 3) << (bit & 7);
  }

  /** Looks whether more was read than there is, which is to be done after each block. */
  void check() throws VncException {
    if (bit > bits) {
      throw Breach.protocol("the data of its JPEG picture end too soon");
    }
  }

  /**
   * Decodes a block.
   *
   * @param into 64 zeros, to which coefficients are written, row by row and multiplied
   * @return how many coefficients were read, the zeros between them counted
   */
  int block(Component component, HuffmanTable dc, HuffmanTable ac, int[] quantizer, int[] into)
      throws VncException {
    byte[] from = bytes;
    int position = bit;
    long next = (long) LONGS.get(from, position >>> 3) << (position & 7);
    int code = dc.code(next);
    int length = code >> 8;
    int size = code & 0xff;
    position += length + size;
    if (size > 0) {
      component.dc += HuffmanTable.extend(next << length, size);
    }
    into[0] = component.dc * quantizer[0];
    int[] values = ac.values;
    int k = 1;
    while (k < 64) {
      next = (long) LONGS.get(from, position >>> 3) << (position & 7);
      int value = values[(int) (next >>> (Long.SIZE - HuffmanTable.VALUE_BITS))];
      if (value != 0) {
        position += value & 0xff;
        k += value >> 8 & 0xff;
        into[order[k]] = (value >> 16) * quantizer[k];
        k++;
        continue;
      }
      code = ac.code(next);
      length = code >> 8;
      size = code & 15;
      int zeros = code >> 4 & 15;
      position += length + size;
      if (size == 0) {
        if (zeros != 15) {
          break;
        }
        k += 16;
      } else {
        k += zeros;
        into[order[k]] = HuffmanTable.extend(next << length, size) * quantizer[k];
        k++;
      }
    }
    bit = position;
    if (k > 64) {
      throw Breach.protocol("a block of its JPEG picture has more than 64 coefficients");
    }
    if (position > bits) {
      throw Breach.protocol("the data of its JPEG picture end too soon");
    }
    return k;
  }
}
