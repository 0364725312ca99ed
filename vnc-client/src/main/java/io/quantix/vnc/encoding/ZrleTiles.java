package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of ZRLE and ZYWRLE, inflated (RFB 7.7.6): 64x64, left to right and top to bottom, each
 * raw, of one colour, a packed palette of 2 to 16, plain runs, or runs of a palette of 2 to 127.
 * They come in pieces of any size, of which as many tiles are painted as are surely whole. Runs are
 * limited by their tile and indices by their palette.
 */
final class ZrleTiles {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SIDE = 64;
  private static final int OPAQUE = 0xff000000;
  // The longest honest run of a full tile: a colour and 17 bytes of length.
  private static final int RUN = 24;

  /** The most bytes that a tile can have: a run of one for each pixel, of four bytes and one. */
  static final int MOST = SIDE * SIDE * 5 + 16;

  private final Pixels pixels;
  private final @Nullable Wavelet wavelet;
  private final int colourBytes;
  private final boolean isBgrx;
  private final int[] tile = new int[SIDE * SIDE];
  private final int[] palette = new int[128];
  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private int left;
  private int right;
  private int bottom;
  private int x;
  private int y;

  /**
   * Paints such pixels.
   *
   * @param wavelet what raw tiles have gone through, null for ZRLE
   */
  ZrleTiles(Pixels pixels, @Nullable Wavelet wavelet) {
    this.pixels = pixels;
    this.wavelet = wavelet;
    colourBytes = pixels.compactBytes();
    isBgrx = pixels.isBgrx() && colourBytes == 3;
  }

  /** Starts a rectangle. */
  void begin(int rectangleX, int rectangleY, int width, int height) {
    left = rectangleX;
    right = rectangleX + width;
    bottom = rectangleY + height;
    x = left;
    y = width == 0 ? bottom : rectangleY;
  }

  /** Whether all tiles are painted. */
  boolean isDone() {
    return y >= bottom;
  }

  /**
   * Paints tiles.
   *
   * @param from where the next tile begins in the bytes
   * @param to behind the last byte; {@link InflatedBytes#SLACK} more can be read without harm
   * @param isLast whether the rectangle has no more bytes
   * @return where the first tile begins that was not painted
   */
  int paint(Surface surface, byte[] source, int from, int to, boolean isLast) throws VncException {
    bytes = source;
    position = from;
    limit = to;
    while (y < bottom && (isLast || limit - position >= MOST)) {
      int w = Math.min(SIDE, right - x);
      int h = Math.min(SIDE, bottom - y);
      need(1);
      int kind = bytes[position++] & 0xff;
      if (kind == 1) {
        need(colourBytes);
        surface.fill(x, y, w, h, colour());
      } else {
        if (kind == 0 && wavelet != null) {
          coefficients(wavelet, w, h);
        } else {
          tile(kind, w, h);
        }
        surface.put(x, y, w, h, tile);
      }
      x += SIDE;
      if (x >= right) {
        x = left;
        y += SIDE;
      }
    }
    return position;
  }

  /** Where ZYWRLE has a raw tile, a tile of any kind follows that holds the coefficients. */
  private void coefficients(Wavelet transform, int w, int h) throws VncException {
    need(1);
    int kind = bytes[position++] & 0xff;
    if (kind == 1) {
      need(colourBytes);
      Arrays.fill(tile, 0, w * h, colour());
    } else {
      tile(kind, w, h);
    }
    transform.synthesize(tile, w, h);
  }

  private void tile(int kind, int w, int h) throws VncException {
    if (kind == 0) {
      raw(w * h);
    } else if (kind <= 16) {
      palette(kind);
      packed(kind, w, h);
    } else if (kind == 128) {
      plainRuns(w * h);
    } else if (kind >= 130) {
      palette(kind - 128);
      paletteRuns(kind - 128, w * h);
    } else {
      throw Breach.protocol("a tile has the unknown kind " + kind);
    }
  }

  private void need(int count) throws VncException {
    if (limit - position < count) {
      throw Breach.protocol("its compressed data end too soon");
    }
  }

  private int colour() {
    int colour = pixels.compactArgb(bytes, position);
    position += colourBytes;
    return colour;
  }

  private void raw(int count) throws VncException {
    need(count * colourBytes);
    pixels.compactRow(bytes, position, tile, 0, count);
    position += count * colourBytes;
  }

  private void palette(int size) throws VncException {
    need(size * colourBytes);
    for (int i = 0; i < size; i++) {
      palette[i] = colour();
    }
  }

  private void packed(int size, int w, int h) throws VncException {
    int bits = size == 2 ? 1 : size <= 4 ? 2 : 4;
    int stride = (w * bits + 7) >> 3;
    need(stride * h);
    // Indices past the palette's end are a breach; here they stay harmless, and are noticed below.
    Arrays.fill(palette, size, 16, 0);
    for (int row = 0; row < h; row++) {
      packedRow(position + row * stride, row * w, w, bits);
    }
    position += stride * h;
    int seen = OPAQUE;
    for (int i = 0; i < w * h; i++) {
      seen &= tile[i];
    }
    if (seen == 0) {
      throw Breach.protocol("a tile uses a colour that its palette of " + size + " has not");
    }
  }

  private void packedRow(int from, int to, int w, int bits) {
    // A loop for each size, over arrays that the compiler sees not to change.
    byte[] source = bytes;
    int[] colours = palette;
    int[] into = tile;
    int perByte = 8 / bits;
    int mask = (1 << bits) - 1;
    int at = from;
    int pixel = to;
    int whole = to + w - w % perByte;
    switch (bits) {
      case 1 -> {
        for (; pixel < whole; pixel += 8) {
          int octet = source[at++];
          into[pixel] = colours[octet >> 7 & 1];
          into[pixel + 1] = colours[octet >> 6 & 1];
          into[pixel + 2] = colours[octet >> 5 & 1];
          into[pixel + 3] = colours[octet >> 4 & 1];
          into[pixel + 4] = colours[octet >> 3 & 1];
          into[pixel + 5] = colours[octet >> 2 & 1];
          into[pixel + 6] = colours[octet >> 1 & 1];
          into[pixel + 7] = colours[octet & 1];
        }
      }
      case 2 -> {
        for (; pixel < whole; pixel += 4) {
          int octet = source[at++];
          into[pixel] = colours[octet >> 6 & 3];
          into[pixel + 1] = colours[octet >> 4 & 3];
          into[pixel + 2] = colours[octet >> 2 & 3];
          into[pixel + 3] = colours[octet & 3];
        }
      }
      default -> {
        for (; pixel < whole; pixel += 2) {
          int octet = source[at++];
          into[pixel] = colours[octet >> 4 & 15];
          into[pixel + 1] = colours[octet & 15];
        }
      }
    }
    for (int shift = 8 - bits; pixel < to + w; shift -= bits) {
      into[pixel++] = colours[source[at] >> shift & mask];
    }
  }

  private void plainRuns(int count) throws VncException {
    int size = colourBytes;
    int done = 0;
    while (done < count) {
      int safe = limit - RUN;
      int at = position;
      // Single pixels stay in this loop, in registers; longer runs are worth a call.
      do {
        int colour = isBgrx ? (int) INTS.get(bytes, at) | OPAQUE : pixels.compactArgb(bytes, at);
        at += size;
        if (bytes[at] == 0) {
          tile[done++] = colour;
          at++;
        } else {
          position = at;
          int run = run(count - done);
          Arrays.fill(tile, done, done + run, colour);
          done += run;
          at = position;
        }
      } while (done < count && at <= safe);
      position = at;
      checkEnd();
    }
  }

  private void paletteRuns(int size, int count) throws VncException {
    int done = 0;
    while (done < count) {
      int safe = limit - RUN;
      int at = position;
      do {
        int index = bytes[at++];
        int run = 1;
        if (index < 0) {
          index &= 0x7f;
          position = at;
          run = run(count - done);
          at = position;
        }
        if (index >= size) {
          throw Breach.protocol("a run has colour " + index + " of a palette of " + size);
        }
        int colour = palette[index];
        if (run == 1) {
          tile[done++] = colour;
        } else {
          Arrays.fill(tile, done, done + run, colour);
          done += run;
        }
      } while (done < count && at <= safe);
      position = at;
      checkEnd();
    }
  }

  /** A run's length; may have read up to {@link InflatedBytes#SLACK} past the end, and says so. */
  private int run(int left) throws VncException {
    int at = position;
    int run = 1;
    int b;
    do {
      b = bytes[at++] & 0xff;
      run += b;
    } while (b == 255 && run <= left);
    position = at;
    checkEnd();
    if (run > left) {
      throw Breach.protocol("a run of " + run + " pixels, with " + left + " left in the tile");
    }
    return run;
  }

  private void checkEnd() throws VncException {
    if (position > limit) {
      throw Breach.protocol("its compressed data end too soon");
    }
  }
}
