package io.quantix.vnc.encoding;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.wire.ServerBytes;

/** Pixels as a server writes them, bit by bit as the protocol says it; slow and plain. */
public final class PixelWriter {
  /** The usual one. */
  static final PixelWriter BGRX = new PixelWriter(PixelFormat.BGRX);

  private final PixelFormat format;

  /** Writes this format. */
  public PixelWriter(PixelFormat format) {
    this.format = format;
  }

  PixelFormat format() {
    return format;
  }

  /** A colour as it comes back from the format, which may have fewer shades. */
  int shown(int argb) {
    int red = shade(argb >> 16, format.redMax());
    int green = shade(argb >> 8, format.greenMax());
    return 0xff000000 | (red << 16) | (green << 8) | shade(argb, format.blueMax());
  }

  /** The bits that a pixel has of red, green and blue. */
  int[] bits() {
    return new int[] {
      Integer.bitCount(format.redMax()),
      Integer.bitCount(format.greenMax()),
      Integer.bitCount(format.blueMax())
    };
  }

  /** A colour without the bits that a pixel has not. */
  int kept(int argb) {
    int[] bits = bits();
    int mask = 0;
    for (int i = 0; i < 3; i++) {
      mask = mask << 8 | (~(255 >> bits[i]) & 255);
    }
    return argb & mask;
  }

  /** All of a picture as it comes back. */
  public int[] shown(int[] argb) {
    int[] result = new int[argb.length];
    for (int i = 0; i < argb.length; i++) {
      result[i] = shown(argb[i]);
    }
    return result;
  }

  private static int shade(int eight, int max) {
    return (int) Math.round(((eight & 255) >> (8 - Integer.bitCount(max))) * 255.0 / max);
  }

  /** A whole pixel; bits that mean nothing are set. */
  void whole(int argb, ServerBytes out) {
    out.raw(bytes(argb));
  }

  /** Whole pixels. */
  void whole(int[] argb, ServerBytes out) {
    for (int pixel : argb) {
      whole(pixel, out);
    }
  }

  private byte[] bytes(int argb) {
    long used = 0;
    long pixel = 0;
    int[] maxima = {format.redMax(), format.greenMax(), format.blueMax()};
    int[] shifts = {format.redShift(), format.greenShift(), format.blueShift()};
    for (int i = 0; i < 3; i++) {
      int eight = (argb >> (16 - 8 * i)) & 255;
      pixel |= (long) (eight >> (8 - Integer.bitCount(maxima[i]))) << shifts[i];
      used |= (long) maxima[i] << shifts[i];
    }
    pixel |= ~used;
    byte[] bytes = new byte[format.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      int place = format.bigEndian() ? bytes.length - 1 - i : i;
      bytes[i] = (byte) (pixel >> (8 * place));
    }
    return bytes;
  }

  /** A CPIXEL: of a pixel of 32 bits the three bytes that hold its colours. */
  void compact(int argb, ServerBytes out) {
    byte[] whole = bytes(argb);
    if (compactBytes() == whole.length) {
      out.raw(whole);
      return;
    }
    boolean lowest = highestBit() < 24;
    int from = lowest == format.bigEndian() ? 1 : 0;
    for (int i = from; i < from + 3; i++) {
      out.u8(whole[i]);
    }
  }

  int compactBytes() {
    boolean fits = highestBit() < 24 || lowestBit() >= 8;
    return format.bytes() == 4 && format.depth() <= 24 && fits ? 3 : format.bytes();
  }

  /** A TPIXEL: red, green, blue where there are 24 bits of colour. */
  void tight(int argb, ServerBytes out) {
    if (tightBytes() == 3) {
      out.u8(argb >> 16).u8(argb >> 8).u8(argb);
    } else {
      whole(argb, out);
    }
  }

  int tightBytes() {
    boolean eight = format.redMax() == 255 && format.greenMax() == 255 && format.blueMax() == 255;
    return format.bytes() == 4 && format.depth() == 24 && eight ? 3 : format.bytes();
  }

  private int highestBit() {
    return Math.max(
        format.redShift() + Integer.bitCount(format.redMax()) - 1,
        Math.max(
            format.greenShift() + Integer.bitCount(format.greenMax()) - 1,
            format.blueShift() + Integer.bitCount(format.blueMax()) - 1));
  }

  private int lowestBit() {
    return Math.min(format.redShift(), Math.min(format.greenShift(), format.blueShift()));
  }

  @Override
  public String toString() {
    return format.toString();
  }
}
