package io.quantix.vnc.encoding;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Turns a server's pixels (RFB 7.4) into opaque ARGB. One for a session; every decoder has it.
 *
 * <p>A pixel comes in one of three shapes, and each has its size in bytes, a method for one pixel
 * and a method for a row:
 *
 * <ul>
 *   <li>whole: {@link #bytes}, {@link #argb}, {@link #row};
 *   <li>compact, the CPIXEL of ZRLE and TRLE (RFB 7.7.5): {@link #compactBytes}, {@link
 *       #compactArgb}, {@link #compactRow}; three bytes, without the one that means nothing, where
 *       32 bits have such a one;
 *   <li>tight, the TPIXEL of Tight (RFB 7.7.4 of the community's edition): {@link #tightBytes},
 *       {@link #tightArgb}, {@link #tightRow}; three bytes, always red, green, blue, if the format
 *       has 32 bits, depth 24 and eight bits of each colour.
 * </ul>
 *
 * <p>Pixels of three bytes are read four bytes at a time: one more byte must lie behind the last
 * one. Pixels of 8 and 16 bits are looked up in a table; the usual format costs one test a row.
 * Reading is safe for several threads while {@link #readColourMap} does not run.
 */
public final class Pixels {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int OPAQUE = 0xff000000;
  private static final int COLOURS = 256;
  private static final int STAGED = 16 * 1024;

  private final PixelFormat format;
  private final int bytes;
  private final boolean isBgrx;
  private final boolean hasCompact;
  private final boolean hasTight;
  // What three compact bytes, read as a little-endian number, are shifted left by to be a pixel.
  private final int compactShift;
  // Of 8 and 16 bits: the colour of each pixel, as its bytes read in little-endian order.
  private final int[] colours;
  // Of 32 bits: the place in ARGB of each value of a colour.
  private final int[] reds;
  private final int[] greens;
  private final int[] blues;
  private final byte[] staged = new byte[STAGED];

  /** Makes what converts pixels of a format; a colour map is black until the server sends it. */
  public Pixels(PixelFormat format) {
    this.format = format;
    bytes = format.bytes();
    isBgrx = bytes == 4 && isEight(format) && !format.bigEndian() && isInPlace(format);
    long used =
        ((long) format.redMax() << format.redShift())
            | ((long) format.greenMax() << format.greenShift())
            | ((long) format.blueMax() << format.blueShift());
    boolean isLow = used < 1 << 24;
    boolean isHigh = (used & 0xff) == 0;
    hasCompact = bytes == 4 && format.depth() <= 24 && (isLow || isHigh);
    compactShift = (format.bigEndian() ? isHigh : isLow) ? 0 : 8;
    hasTight = bytes == 4 && format.depth() == 24 && isEight(format);
    reds = ramp(format.redMax(), 16);
    greens = ramp(format.greenMax(), 8);
    blues = ramp(format.blueMax(), 0);
    colours = bytes == 4 ? new int[0] : table();
  }

  private static boolean isEight(PixelFormat format) {
    return format.redMax() == 255 && format.greenMax() == 255 && format.blueMax() == 255;
  }

  private static boolean isInPlace(PixelFormat format) {
    return format.redShift() == 16 && format.greenShift() == 8 && format.blueShift() == 0;
  }

  private static int[] ramp(int max, int shift) {
    int[] ramp = new int[max + 1];
    for (int i = 1; i <= max; i++) {
      ramp[i] = ((i * 255 + max / 2) / max) << shift;
    }
    return ramp;
  }

  private int[] table() {
    int[] table = new int[bytes == 1 ? COLOURS : 1 << 16];
    for (int i = 0; i < table.length; i++) {
      int pixel = bytes == 2 && format.bigEndian() ? Short.reverseBytes((short) i) & 0xffff : i;
      table[i] = colour(pixel);
    }
    return table;
  }

  /** Of a pixel whose bytes are in order. */
  private int colour(int pixel) {
    return OPAQUE
        | reds[(pixel >>> format.redShift()) & format.redMax()]
        | greens[(pixel >>> format.greenShift()) & format.greenMax()]
        | blues[(pixel >>> format.blueShift()) & format.blueMax()];
  }

  /** Of a pixel of 32 bits, as its bytes read in little-endian order. */
  private int converted(int pixel) {
    return colour(format.bigEndian() ? Integer.reverseBytes(pixel) : pixel);
  }

  /** How the server sends a pixel. */
  public PixelFormat format() {
    return format;
  }

  /** Whether pixels are blue, green, red and nothing: the framebuffer's own, but for the alpha. */
  public boolean isBgrx() {
    return isBgrx;
  }

  /** Bytes of a whole pixel. */
  public int bytes() {
    return bytes;
  }

  /** Bytes of a compact pixel. */
  public int compactBytes() {
    return hasCompact ? 3 : bytes;
  }

  /** Bytes of Tight's pixel. */
  public int tightBytes() {
    return hasTight ? 3 : bytes;
  }

  /** A whole pixel. */
  public int argb(byte[] from, int at) {
    return switch (bytes) {
      case 1 -> colours[from[at] & 0xff];
      case 2 -> colours[(short) SHORTS.get(from, at) & 0xffff];
      default -> isBgrx ? (int) INTS.get(from, at) | OPAQUE : converted((int) INTS.get(from, at));
    };
  }

  /** A compact pixel. */
  public int compactArgb(byte[] from, int at) {
    if (!hasCompact) {
      return argb(from, at);
    }
    int pixel = (int) INTS.get(from, at);
    return isBgrx ? pixel | OPAQUE : compact(pixel);
  }

  private int compact(int pixel) {
    return converted((pixel & 0xffffff) << compactShift);
  }

  /** Tight's pixel. */
  public int tightArgb(byte[] from, int at) {
    return hasTight ? tight((int) INTS.get(from, at)) : argb(from, at);
  }

  private static int tight(int pixel) {
    return (Integer.reverseBytes(pixel) >>> 8) | OPAQUE;
  }

  /** Whole pixels. */
  public void row(byte[] from, int at, int[] to, int toAt, int count) {
    switch (bytes) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          to[toAt + i] = colours[from[at + i] & 0xff];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          to[toAt + i] = colours[(short) SHORTS.get(from, at + 2 * i) & 0xffff];
        }
      }
      default -> {
        if (isBgrx) {
          for (int i = 0; i < count; i++) {
            to[toAt + i] = (int) INTS.get(from, at + 4 * i) | OPAQUE;
          }
        } else {
          for (int i = 0; i < count; i++) {
            to[toAt + i] = converted((int) INTS.get(from, at + 4 * i));
          }
        }
      }
    }
  }

  /** Compact pixels. */
  public void compactRow(byte[] from, int at, int[] to, int toAt, int count) {
    if (!hasCompact) {
      row(from, at, to, toAt, count);
    } else if (isBgrx) {
      for (int i = 0; i < count; i++) {
        to[toAt + i] = (int) INTS.get(from, at + 3 * i) | OPAQUE;
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[toAt + i] = compact((int) INTS.get(from, at + 3 * i));
      }
    }
  }

  /** Tight's pixels. */
  public void tightRow(byte[] from, int at, int[] to, int toAt, int count) {
    if (hasTight) {
      for (int i = 0; i < count; i++) {
        to[toAt + i] = tight((int) INTS.get(from, at + 3 * i));
      }
    } else {
      row(from, at, to, toAt, count);
    }
  }

  /** The colour that the format has for one of eight bits each: its lower bits are lost. */
  int nearest(int red, int green, int blue) {
    return OPAQUE
        | reds[red >> (8 - Integer.bitCount(format.redMax()))]
        | greens[green >> (8 - Integer.bitCount(format.greenMax()))]
        | blues[blue >> (8 - Integer.bitCount(format.blueMax()))];
  }

  /** The next whole pixel of the wire; for the session's reader thread alone. */
  public int read(WireReader in) throws IOException {
    if (isBgrx) {
      return in.pixel();
    }
    in.bytes(staged, 0, bytes);
    return argb(staged, 0);
  }

  /** The next whole pixels of the wire; for the session's reader thread alone. */
  public void read(WireReader in, int[] to, int toAt, int count) throws IOException {
    if (isBgrx) {
      in.pixels(to, toAt, count);
      return;
    }
    int done = 0;
    while (done < count) {
      int n = Math.min(count - done, STAGED / bytes);
      in.bytes(staged, 0, n * bytes);
      row(staged, 0, to, toAt + done, n);
      done += n;
    }
  }

  /**
   * Reads the body of SetColourMapEntries (RFB 7.6.2): an unused byte, the first entry, a count,
   * and red, green and blue of 16 bits for each; at most 256 entries.
   *
   * @throws VncException if the format has true colour, or entries lie behind the last one
   */
  public void readColourMap(WireReader in) throws IOException, VncException {
    in.skip(1);
    int first = in.u16();
    int count = in.u16();
    if (format.trueColour()) {
      throw Breach.protocol("it sent a colour map, though true colour was asked for");
    }
    if (first + count > COLOURS) {
      throw Breach.limit("the last entry of its colour map", first + count - 1L, COLOURS - 1L);
    }
    for (int i = first; i < first + count; i++) {
      int red = in.u16() >> 8;
      int green = in.u16() >> 8;
      int blue = in.u16() >> 8;
      colours[i] = OPAQUE | (red << 16) | (green << 8) | blue;
    }
  }
}
