package io.quantix.vnc.png;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.util.zip.CRC32;

/**
 * Walks through a picture's chunks (PNG 5.3): each must lie inside the picture and have the right
 * checksum.
 */
final class PngChunks {
  static final int IHDR = 0x49484452;
  static final int PLTE = 0x504c5445;
  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454e44;

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;

  private final CRC32 checksum = new CRC32();
  private byte[] picture = new byte[0];
  private int length;
  private int next;
  private int type;
  private int from;
  private int size;

  /** Starts a picture. */
  void begin(byte[] bytes, int count) throws VncException {
    picture = bytes;
    length = count;
    next = 8;
    if (count < 8 || ((long) s32(0) << 32 | (s32(4) & 0xffffffffL)) != SIGNATURE) {
      throw Breach.protocol("it holds no PNG picture");
    }
  }

  /** Goes to the next chunk, and returns its type. */
  int advance() throws VncException {
    if (length - next < 12) {
      throw Breach.protocol("its PNG picture ends too soon");
    }
    size = s32(next);
    type = s32(next + 4);
    from = next + 8;
    if (size < 0 || size > length - next - 12) {
      throw Breach.protocol("a chunk of its PNG picture is longer than the picture");
    }
    checksum.reset();
    checksum.update(picture, next + 4, size + 4);
    next = from + size + 4;
    if ((int) checksum.getValue() != s32(next - 4)) {
      throw Breach.protocol("a chunk of its PNG picture has a wrong checksum");
    }
    return type;
  }

  /** Whether a reader that does not know this chunk must not go on (PNG 5.4). */
  boolean isCritical() {
    return (type & 0x20000000) == 0;
  }

  /** Where the chunk's data begin. */
  int from() {
    return from;
  }

  /** How many bytes they are. */
  int size() {
    return size;
  }

  /** A byte of the chunk. */
  int u8(int index) {
    return picture[from + index] & 0xff;
  }

  /** Four bytes of the chunk. */
  int number(int index) {
    return s32(from + index);
  }

  private int s32(int at) {
    return (picture[at] & 0xff) << 24
        | (picture[at + 1] & 0xff) << 16
        | (picture[at + 2] & 0xff) << 8
        | (picture[at + 3] & 0xff);
  }
}
