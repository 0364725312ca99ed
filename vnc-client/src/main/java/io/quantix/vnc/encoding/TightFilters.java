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
    int background = palette[0];
    int difference = background ^ palette[1];
    int stride = (width + 7) >> 3;
    for (int row = 0; row < rows; row++) {
      int at = from + row * stride;
      int pixel = row * width;
      int whole = pixel + (width & ~7);
      while (pixel < whole) {
        int octet = bytes[at++];
        into[pixel] = background ^ (difference & -(octet >> 7 & 1));
        into[pixel + 1] = background ^ (difference & -(octet >> 6 & 1));
        into[pixel + 2] = background ^ (difference & -(octet >> 5 & 1));
        into[pixel + 3] = background ^ (difference & -(octet >> 4 & 1));
        into[pixel + 4] = background ^ (difference & -(octet >> 3 & 1));
        into[pixel + 5] = background ^ (difference & -(octet >> 2 & 1));
        into[pixel + 6] = background ^ (difference & -(octet >> 1 & 1));
        into[pixel + 7] = background ^ (difference & -(octet & 1));
        pixel += 8;
      }
      for (int shift = 7; pixel < row * width + width; shift--) {
        into[pixel++] = background ^ (difference & -(bytes[at] >> shift & 1));
      }
    }
  }

  /** Differences to what the pixels to the left and above let expect. */
  void gradient(byte[] bytes, int from, int[] into, int width, int rows) {
    if (pixels.tightBytes() != 3) {
      undoGradient(bytes, from, width, rows);
      pixels.row(bytes, from, into, 0, width * rows);
      return;
    }
    int at = from;
    for (int row = 0; row < rows; row++) {
      int left = OPAQUE;
      int corner = OPAQUE;
      for (int x = 0; x < width; x++) {
        int up = above[x];
        int red = expected(left >> 16, up >> 16, corner >> 16) + bytes[at];
        int green = expected(left >> 8, up >> 8, corner >> 8) + bytes[at + 1];
        int blue = expected(left, up, corner) + bytes[at + 2];
        at += 3;
        left = OPAQUE | (red & 0xff) << 16 | (green & 0xff) << 8 | (blue & 0xff);
        corner = up;
        above[x] = left;
        into[row * width + x] = left;
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
    return (Math.clamp(expected, 0, max) + (difference >>> shift) & max) << shift;
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
    return Math.clamp((left & 0xff) + (up & 0xff) - (corner & 0xff), 0, 255);
  }
}
