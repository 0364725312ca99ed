package io.quantix.vnc;

/**
 * How a server is asked to send a pixel (RFB 7.4).
 *
 * @param bitsPerPixel 8, 16 or 32
 * @param depth how many of them mean something
 * @param bigEndian whether the byte with the highest bits comes first
 * @param trueColour whether a pixel holds its colour; if not, it is an index into a colour map
 * @param redMax greatest red, 2 to the power of its bits less one; 0 without true colour
 * @param greenMax greatest green
 * @param blueMax greatest blue
 * @param redShift by how many bits a pixel is shifted right to get red
 * @param greenShift the same for green
 * @param blueShift the same for blue
 */
public record PixelFormat(
    int bitsPerPixel,
    int depth,
    boolean bigEndian,
    boolean trueColour,
    int redMax,
    int greenMax,
    int blueMax,
    int redShift,
    int greenShift,
    int blueShift) {

  /** Blue, green, red and nothing, a byte each: what a framebuffer here holds, bit for bit. */
  public static final PixelFormat BGRX =
      new PixelFormat(32, 24, false, true, 255, 255, 255, 16, 8, 0);

  /** Five bits of red, six of green, five of blue in two bytes, the low one first. */
  public static final PixelFormat RGB565 =
      new PixelFormat(16, 16, false, true, 31, 63, 31, 11, 5, 0);

  /** Two bits of blue, three of green, three of red in one byte: 256 fixed colours. */
  public static final PixelFormat BGR233 = new PixelFormat(8, 8, false, true, 7, 7, 3, 0, 3, 6);

  /** One byte that is an index into the colour map that the server sends. */
  public static final PixelFormat COLOUR_MAP =
      new PixelFormat(8, 8, false, false, 0, 0, 0, 0, 0, 0);

  /** Refuses what no server could send. */
  public PixelFormat {
    if (bitsPerPixel != 8 && bitsPerPixel != 16 && bitsPerPixel != 32) {
      throw new IllegalArgumentException("no pixel has " + bitsPerPixel + " bits: 8, 16 or 32");
    }
    if (depth < 1 || depth > bitsPerPixel) {
      throw new IllegalArgumentException("a depth of " + depth + " in " + bitsPerPixel + " bits");
    }
    if (trueColour) {
      check("red", redMax, redShift, bitsPerPixel);
      check("green", greenMax, greenShift, bitsPerPixel);
      check("blue", blueMax, blueShift, bitsPerPixel);
      long red = (long) redMax << redShift;
      long green = (long) greenMax << greenShift;
      long blue = (long) blueMax << blueShift;
      if (((red & green) | (red & blue) | (green & blue)) != 0) {
        throw new IllegalArgumentException("colours of a pixel overlap");
      }
    } else if (bitsPerPixel != 8) {
      throw new IllegalArgumentException("a colour map is for pixels of 8 bits");
    }
  }

  private static void check(String colour, int max, int shift, int bits) {
    if (max < 1 || max > 255 || (max & (max + 1)) != 0) {
      throw new IllegalArgumentException("the greatest " + colour + " is " + max);
    }
    if (shift < 0 || shift + Integer.bitCount(max) > bits) {
      throw new IllegalArgumentException(colour + " is shifted by " + shift + " of " + bits);
    }
  }

  /** Bytes of a pixel. */
  public int bytes() {
    return bitsPerPixel / 8;
  }
}
