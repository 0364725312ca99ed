package io.quantix.vnc.encoding;

import io.quantix.vnc.PixelFormat;
import java.util.Arrays;

/**
 * What Tight's filters (RFB 7.7.5) make of inflated bytes: opaque ARGB, some rows at a time.
 * Whoever calls has seen to it that the bytes are there.
 */
final class TightFilters {
  private static final int OPAQUE = 0xff000000;

  /** Colours of the palette filter; what is past {@link #size} is 0, which no colour is. */
  final int[] palette = new int[256];

  // The four pixels of each four bits, for two colours.
  private final int[] nibbles = new int[16 * 4];

  private final Pixels pixels;
  private final PixelFormat format;
  private int size;
  // The row above: of three bytes as ARGB, else as the pixels that the server sends.
  private int[] above = new int[0];

  TightFilters(Pixels pixels) {
    this.pixels = pixels;
    format = pixels.format();
  }

  /** The palette has so many colours, which are then put into it. */
  void paletteSize(int colours) {
    Arrays.fill(palette, colours, palette.length, 0);
    size = colours;
  }

  /** Colours of the palette. */
  int size() {
    return size;
  }

  /** A rectangle of this width begins, before which the gradient filter assumes black. */
  void beginGradient(int width) {
    if (above.length < width) {
      above = new int[width];
    }
    Arrays.fill(above, 0, width, pixels.tightBytes() == 3 ? OPAQUE : 0);
  }

  /** Indices of a byte each; false if one of them is past the palette's end. */
  boolean indices(byte[] bytes, int from, int[] into, int pixels) {
    int seen = OPAQUE;
    for (int i = 0; i < pixels; i++) {
      int colour = palette[bytes[from + i] & 0xff];
      seen &= colour;
      into[i] = colour;
    }
    return seen != 0;
  }

  /** Indices of a bit each, every row from a byte of its own. */
  void bits(byte[] bytes, int from, int[] into, int width, int rows) {
    spreadNibbles();
    int[] spread = nibbles;
    int stride = (width + 7) >> 3;
    for (int row = 0; row < rows; row++) {
      int at = from + row * stride;
      int pixel = row * width;
      int whole = pixel + (width & ~7);
      while (pixel < whole) {
        int octet = bytes[at++];
        int high = octet >> 2 & 0x3c;
        int low = octet << 2 & 0x3c;
        into[pixel] = spread[high];
        into[pixel + 1] = spread[high + 1];
        into[pixel + 2] = spread[high + 2];
        into[pixel + 3] = spread[high + 3];
        into[pixel + 4] = spread[low];
        into[pixel + 5] = spread[low + 1];
        into[pixel + 6] = spread[low + 2];
        into[pixel + 7] = spread[low + 3];
        pixel += 8;
      }
      for (int shift = 7; pixel < row * width + width; shift--) {
        into[pixel++] = palette[bytes[at] >> shift & 1];
      }
    }
  }

  private void spreadNibbles() {
    int background = palette[0];
    int difference = background ^ palette[1];
    for (int i = 0; i < nibbles.length; i++) {
      nibbles[i] = background ^ (difference & -(i >> 2 >> (3 - (i & 3)) & 1));
    }
  }

  /** Differences to what the pixels to the left and above let expect. */
  void gradient(byte[] bytes, int from, int[] into, int width, int rows) {
    if (pixels.tightBytes() != 3) {
      undoGradient(bytes, from, width, rows);
      pixels.row(bytes, from, into, 0, width * rows);
      return;
    }
    int[] upper = above;
    int at = from;
    int pixel = 0;
    for (int row = 0; row < rows; row++) {
      int red = 0;
      int green = 0;
      int blue = 0;
      int corner = 0;
      for (int x = 0; x < width; x++) {
        int up = upper[x];
        red = (bytes[at] + expected(red, up >> 16 & 0xff, corner >> 16 & 0xff)) & 0xff;
        green = (bytes[at + 1] + expected(green, up >> 8 & 0xff, corner >> 8 & 0xff)) & 0xff;
        blue = (bytes[at + 2] + expected(blue, up & 0xff, corner & 0xff)) & 0xff;
        at += 3;
        corner = up;
        int colour = OPAQUE | red << 16 | green << 8 | blue;
        upper[x] = colour;
        into[pixel++] = colour;
      }
    }
  }

  /** Puts pixels of two or four bytes in the place of their differences. */
  private void undoGradient(byte[] bytes, int from, int width, int rows) {
    int at = from;
    for (int row = 0; row < rows; row++) {
      int left = 0;
      int corner = 0;
      for (int x = 0; x < width; x++) {
        int up = above[x];
        int difference = pixel(bytes, at);
        left =
            colour(difference, left, up, corner, format.redMax(), format.redShift())
                | colour(difference, left, up, corner, format.greenMax(), format.greenShift())
                | colour(difference, left, up, corner, format.blueMax(), format.blueShift());
        corner = up;
        above[x] = left;
        put(left, bytes, at);
        at += format.bytes();
      }
    }
  }

  private static int colour(int difference, int left, int up, int corner, int max, int shift) {
    int expected = (left >>> shift & max) + (up >>> shift & max) - (corner >>> shift & max);
    return (Math.max(0, Math.min(expected, max)) + (difference >>> shift) & max) << shift;
  }

  private int pixel(byte[] bytes, int at) {
    int pixel = 0;
    for (int i = 0; i < format.bytes(); i++) {
      pixel |= (bytes[at + i] & 0xff) << shift(i);
    }
    return pixel;
  }

  private void put(int pixel, byte[] bytes, int at) {
    for (int i = 0; i < format.bytes(); i++) {
      bytes[at + i] = (byte) (pixel >> shift(i));
    }
  }

  private int shift(int index) {
    return 8 * (format.bigEndian() ? format.bytes() - 1 - index : index);
  }

  private static int expected(int left, int up, int corner) {
    int expected = left + (up - corner);
    // Rarely so: a branch that is foreseen is no part of the chain from pixel to pixel.
    if ((expected & ~0xff) != 0) {
      return expected < 0 ? 0 : 255;
    }
    return expected;
  }
}
