package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * ZRLE (RFB 7.7.6): a 32-bit length, then so many bytes of a zlib stream that goes through the
 * whole session. Inflated they are tiles of 64x64, left to right and top to bottom: raw, one
 * colour, a packed palette of 2 to 16, plain runs, or runs of a palette of 2 to 127. Colours are
 * compact pixels. The length is limited by what the pixels could honestly need, runs by their tile,
 * indices by their palette, and the data must end with the last tile.
 */
public final class ZrleDecoder implements Decoder {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SIDE = 64;
  private static final int OPAQUE = 0xff000000;
  // The longest honest run of a full tile: a colour and 17 bytes of length.
  private static final int RUN = 24;

  private final Pixels pixels;
  private final int colourBytes;
  private final boolean isBgrx;
  private final InflatedBytes data = new InflatedBytes();
  private final int[] tile = new int[SIDE * SIDE];
  private final int[] palette = new int[128];

  /** Decodes such pixels. */
  public ZrleDecoder(Pixels pixels) {
    this.pixels = pixels;
    colourBytes = pixels.compactBytes();
    isBgrx = pixels.isBgrx() && colourBytes == 3;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    long limit = Limits.compressed(rectangle.width() * rectangle.height());
    data.begin(in.length("its compressed length", limit));
    Surface surface = desktop.surface();
    int right = rectangle.x() + rectangle.width();
    int bottom = rectangle.y() + rectangle.height();
    for (int y = rectangle.y(); y < bottom; y += SIDE) {
      int h = Math.min(SIDE, bottom - y);
      for (int x = rectangle.x(); x < right; x += SIDE) {
        int w = Math.min(SIDE, right - x);
        data.need(1, in);
        int kind = data.bytes[data.position++] & 0xff;
        if (kind == 1) {
          data.need(colourBytes, in);
          surface.fill(x, y, w, h, colour());
          continue;
        }
        tile(kind, in, w, h);
        surface.put(x, y, w, h, tile);
      }
    }
    data.end(in);
  }

  @Override
  public void close() {
    data.close();
  }

  private void tile(int kind, WireReader in, int w, int h) throws IOException, VncException {
    if (kind == 0) {
      raw(in, w * h);
    } else if (kind <= 16) {
      palette(in, kind);
      packed(in, kind, w, h);
    } else if (kind == 128) {
      plainRuns(in, w * h);
    } else if (kind >= 130) {
      palette(in, kind - 128);
      paletteRuns(in, kind - 128, w * h);
    } else {
      throw Breach.protocol("a tile has the unknown kind " + kind);
    }
  }

  private int colour() {
    int colour = pixels.compactArgb(data.bytes, data.position);
    data.position += colourBytes;
    return colour;
  }

  private void raw(WireReader in, int count) throws IOException, VncException {
    data.need(count * colourBytes, in);
    pixels.compactRow(data.bytes, data.position, tile, 0, count);
    data.position += count * colourBytes;
  }

  private void palette(WireReader in, int size) throws IOException, VncException {
    data.need(size * colourBytes, in);
    for (int i = 0; i < size; i++) {
      palette[i] = colour();
    }
  }

  private void packed(WireReader in, int size, int w, int h) throws IOException, VncException {
    int bits = size == 2 ? 1 : size <= 4 ? 2 : 4;
    int stride = (w * bits + 7) >> 3;
    data.need(stride * h, in);
    // Indices past the palette's end are a breach; here they stay harmless, and are noticed below.
    Arrays.fill(palette, size, 16, 0);
    for (int row = 0; row < h; row++) {
      packedRow(data.position + row * stride, row * w, w, bits);
    }
    data.position += stride * h;
    int seen = OPAQUE;
    for (int i = 0; i < w * h; i++) {
      seen &= tile[i];
    }
    if (seen == 0) {
      throw Breach.protocol("a tile uses a colour that its palette of " + size + " has not");
    }
  }

  private void packedRow(int from, int to, int w, int bits) {
    byte[] bytes = data.bytes;
    int perByte = 8 / bits;
    int mask = (1 << bits) - 1;
    int at = from;
    int pixel = to;
    int whole = to + w - w % perByte;
    while (pixel < whole) {
      int octet = bytes[at++];
      switch (bits) {
        case 1 -> {
          tile[pixel] = palette[octet >> 7 & 1];
          tile[pixel + 1] = palette[octet >> 6 & 1];
          tile[pixel + 2] = palette[octet >> 5 & 1];
          tile[pixel + 3] = palette[octet >> 4 & 1];
          tile[pixel + 4] = palette[octet >> 3 & 1];
          tile[pixel + 5] = palette[octet >> 2 & 1];
          tile[pixel + 6] = palette[octet >> 1 & 1];
          tile[pixel + 7] = palette[octet & 1];
        }
        case 2 -> {
          tile[pixel] = palette[octet >> 6 & 3];
          tile[pixel + 1] = palette[octet >> 4 & 3];
          tile[pixel + 2] = palette[octet >> 2 & 3];
          tile[pixel + 3] = palette[octet & 3];
        }
        default -> {
          tile[pixel] = palette[octet >> 4 & 15];
          tile[pixel + 1] = palette[octet & 15];
        }
      }
      pixel += perByte;
    }
    for (int shift = 8 - bits; pixel < to + w; shift -= bits) {
      tile[pixel++] = palette[bytes[at] >> shift & mask];
    }
  }

  private void plainRuns(WireReader in, int count) throws IOException, VncException {
    byte[] bytes = data.bytes;
    int size = colourBytes;
    int done = 0;
    while (done < count) {
      data.offer(RUN, in);
      int safe = data.limit - RUN;
      int at = data.position;
      // Single pixels stay in this loop, in registers; longer runs are worth a call.
      do {
        int colour = isBgrx ? (int) INTS.get(bytes, at) | OPAQUE : pixels.compactArgb(bytes, at);
        at += size;
        if (bytes[at] == 0) {
          tile[done++] = colour;
          at++;
        } else {
          data.position = at;
          int run = run(count - done);
          Arrays.fill(tile, done, done + run, colour);
          done += run;
          at = data.position;
        }
      } while (done < count && at <= safe);
      data.position = at;
      checkEnd();
    }
  }

  private void paletteRuns(WireReader in, int size, int count) throws IOException, VncException {
    byte[] bytes = data.bytes;
    int done = 0;
    while (done < count) {
      data.offer(RUN, in);
      int safe = data.limit - RUN;
      int at = data.position;
      do {
        int index = bytes[at++];
        int run = 1;
        if (index < 0) {
          index &= 0x7f;
          data.position = at;
          run = run(count - done);
          at = data.position;
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
      data.position = at;
      checkEnd();
    }
  }

  /** A run's length; may have read up to {@link InflatedBytes#SLACK} past the end, and says so. */
  private int run(int left) throws VncException {
    byte[] bytes = data.bytes;
    int at = data.position;
    int run = 1;
    int b;
    do {
      b = bytes[at++] & 0xff;
      run += b;
    } while (b == 255 && run <= left);
    data.position = at;
    checkEnd();
    if (run > left) {
      throw Breach.protocol("a run of " + run + " pixels, with " + left + " left in the tile");
    }
    return run;
  }

  private void checkEnd() throws VncException {
    if (data.position > data.limit) {
      throw Breach.protocol("its compressed data end too soon");
    }
  }
}
