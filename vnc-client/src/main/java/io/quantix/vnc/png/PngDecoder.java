package io.quantix.vnc.png;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes PNG pictures of 8 bits a sample: grey, RGB or a palette, with alpha or without,
 * interlaced or not; what is transparent is shown as if it were not. The size must be the
 * rectangle's, which is checked before anything is allocated, and the data must inflate to exactly
 * its pixels. For one thread at a time.
 */
public final class PngDecoder implements AutoCloseable {
  private static final int OPAQUE = 0xff000000;
  private static final int CHUNK = 48 * 1024;
  // Adam7 (PNG 8.2): where each pass begins, and how far apart its pixels are.
  private static final int[] LEFT = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] TOP = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] ACROSS = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] DOWN = {8, 8, 8, 4, 4, 2, 2};

  private final PngChunks chunks = new PngChunks();
  private final Inflater inflater = new Inflater();
  private final int[] palette = new int[256];
  private byte[] picture = new byte[0];
  private byte[] rows = new byte[0];
  private int[] pixels = new int[0];
  private int colours;
  private int kind;
  private int samples;
  private boolean isInterlaced;

  /**
   * Decodes a picture to opaque ARGB.
   *
   * @param bytes the picture from its signature on
   * @param length how many
   * @param width pixels in a row; the picture's own must be the same
   * @param height rows; the same
   * @param into a framebuffer's pixels
   * @param at the first pixel's index
   * @param stride from one row's pixel to the next row's
   * @throws VncException if the picture is broken, of another size, or not of 8 bits a sample
   */
  public void decode(
      byte[] bytes, int length, int width, int height, IntBuffer into, int at, int stride)
      throws VncException {
    picture = bytes;
    chunks.begin(bytes, length);
    header(width, height);
    colours = 0;
    int type = chunks.advance();
    while (type != PngChunks.IDAT) {
      if (type == PngChunks.PLTE) {
        palette();
      } else if (chunks.isCritical()) {
        throw Breach.protocol("its PNG picture has no pixels");
      }
      type = chunks.advance();
    }
    if (kind == 3 && colours == 0) {
      throw Breach.protocol("its PNG picture has no palette");
    }
    inflater.reset();
    inflater.setInput(bytes, chunks.from(), chunks.size());
    if (isInterlaced) {
      for (int pass = 0; pass < LEFT.length; pass++) {
        int w = Math.ceilDiv(width - LEFT[pass], ACROSS[pass]);
        int h = Math.ceilDiv(height - TOP[pass], DOWN[pass]);
        int first = at + TOP[pass] * stride + LEFT[pass];
        if (w > 0 && h > 0) {
          pass(w, h, into, first, ACROSS[pass], DOWN[pass] * stride);
        }
      }
    } else if (width > 0 && height > 0) {
      pass(width, height, into, at, 1, stride);
    }
    end();
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void header(int width, int height) throws VncException {
    if (chunks.advance() != PngChunks.IHDR || chunks.size() != 13) {
      throw Breach.protocol("its PNG picture has no header");
    }
    if (chunks.number(0) != width || chunks.number(4) != height) {
      throw Breach.protocol(
          "its PNG picture is "
              + (chunks.number(0) & 0xffffffffL)
              + "x"
              + (chunks.number(4) & 0xffffffffL));
    }
    kind = chunks.u8(9);
    samples =
        switch (kind) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 0;
        };
    if (chunks.u8(8) != 8 || samples == 0) {
      throw Breach.protocol(
          "its PNG picture has " + chunks.u8(8) + " bits a sample and colours of type " + kind);
    }
    if (chunks.u8(10) != 0 || chunks.u8(11) != 0 || chunks.u8(12) > 1) {
      throw Breach.protocol("its PNG picture is compressed, filtered or interlaced unknown ways");
    }
    isInterlaced = chunks.u8(12) == 1;
  }

  private void palette() throws VncException {
    int size = chunks.size();
    if (colours != 0 || size == 0 || size % 3 != 0 || size > 3 * palette.length) {
      throw Breach.protocol("its PNG picture has a palette of " + size + " bytes");
    }
    colours = size / 3;
    Arrays.fill(palette, 0);
    for (int i = 0; i < colours; i++) {
      palette[i] =
          OPAQUE | chunks.u8(3 * i) << 16 | chunks.u8(3 * i + 1) << 8 | chunks.u8(3 * i + 2);
    }
  }

  /** Decodes rows, of which the one before the first is taken for zeros. */
  private void pass(int width, int height, IntBuffer into, int at, int across, int down)
      throws VncException {
    int count = width * samples;
    int step = count + 1;
    int atOnce = Math.clamp(CHUNK / step, 1, height);
    if (rows.length < (atOnce + 1) * step) {
      rows = new byte[(atOnce + 1) * step];
    }
    if (pixels.length < width) {
      pixels = new int[width];
    }
    Arrays.fill(rows, 0, step, (byte) 0);
    for (int y = 0; y < height; y += atOnce) {
      int many = Math.min(atOnce, height - y);
      inflate(step, many * step);
      for (int row = 1; row <= many; row++) {
        PngFilter.undo(rows, row * step, (row - 1) * step, count, samples);
        unpack(row * step + 1, width);
        put(into, at + (y + row - 1) * down, width, across);
      }
      System.arraycopy(rows, many * step, rows, 0, step);
    }
  }

  private void inflate(int offset, int count) throws VncException {
    int done = 0;
    try {
      while (done < count) {
        int n = inflater.inflate(rows, offset + done, count - done);
        done += n;
        if (n == 0) {
          if (!inflater.needsInput() || inflater.finished() || inflater.needsDictionary()) {
            throw Breach.protocol("the data of its PNG picture end too soon");
          }
          more();
        }
      }
    } catch (DataFormatException e) {
      throw Breach.protocol("the data of its PNG picture are broken (" + e.getMessage() + ")");
    }
  }

  /** Goes on with the next chunk of data; they follow one another. */
  private void more() throws VncException {
    if (chunks.advance() != PngChunks.IDAT) {
      throw Breach.protocol("the data of its PNG picture end too soon");
    }
    inflater.setInput(picture, chunks.from(), chunks.size());
  }

  private void unpack(int from, int width) throws VncException {
    byte[] bytes = rows;
    int at = from;
    int seen = OPAQUE;
    for (int x = 0; x < width; x++, at += samples) {
      int argb =
          switch (kind) {
            case 2, 6 ->
                OPAQUE
                    | (bytes[at] & 0xff) << 16
                    | (bytes[at + 1] & 0xff) << 8
                    | (bytes[at + 2] & 0xff);
            case 3 -> palette[bytes[at] & 0xff];
            default -> OPAQUE | (bytes[at] & 0xff) * 0x10101;
          };
      seen &= argb;
      pixels[x] = argb;
    }
    if (seen == 0) {
      throw Breach.protocol(
          "its PNG picture uses a colour that its palette of " + colours + " has not");
    }
  }

  private void put(IntBuffer into, int at, int width, int across) {
    if (across == 1) {
      into.put(at, pixels, 0, width);
      return;
    }
    for (int x = 0; x < width; x++) {
      into.put(at + x * across, pixels[x]);
    }
  }

  /** Sees to it that no pixels are left over, and that the picture ends. */
  private void end() throws VncException {
    try {
      if (rows.length == 0) {
        rows = new byte[1];
      }
      while (!inflater.finished()) {
        if (inflater.inflate(rows, 0, 1) > 0) {
          throw Breach.protocol("the data of its PNG picture are more than its pixels");
        }
        if (!inflater.finished()) {
          if (!inflater.needsInput()) {
            throw Breach.protocol("the data of its PNG picture end in the middle");
          }
          more();
        }
      }
    } catch (DataFormatException e) {
      throw Breach.protocol("the data of its PNG picture are broken (" + e.getMessage() + ")");
    }
    int type = chunks.advance();
    while (type != PngChunks.IEND) {
      if (chunks.isCritical() && type != PngChunks.IDAT) {
        throw Breach.protocol("its PNG picture does not end after its pixels");
      }
      type = chunks.advance();
    }
  }
}
