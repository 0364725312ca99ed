package io.quantix.vnc.encoding;

/**
 * The inverse of what ZYWRLE does to a tile before it is sent: a wavelet transform of one to three
 * levels of the tile's luminance and two differences of colour. Of level n only the part is
 * transformed whose sides are multiples of 2 to the power of n; the pixels at its right, below it
 * and in the corner follow the coefficients as they are.
 *
 * <p>A step turns two neighbours into a sum and a difference that need no more bits than they do
 * (Senecal and others, An Improved N-Bit to N-Bit Reversible Haar-Like Transform, 2004), and is its
 * own inverse. Coefficients come in the places of colours: the difference of red to green as red,
 * luminance as green, the difference of blue to green as blue; first those of the finest level,
 * within a level first those of both directions, then vertical, then horizontal, and the mean of
 * the coarsest level last. For one thread.
 */
final class Wavelet {
  private static final int AREA = 64 * 64;
  private static final int PLANES = 3;
  private static final int LUMINANCE = 1;

  private final Pixels pixels;
  private final int level;
  // Red's, luminance and blue's, as signed bytes.
  private final byte[][] planes = new byte[PLANES][AREA];
  private final int[] rest = new int[AREA];
  private final int[] masks = new int[PLANES];

  /** For such pixels, at the level that a server takes for a JPEG quality; -1 if none was asked. */
  Wavelet(Pixels pixels, int quality) {
    this.pixels = pixels;
    level = quality < 0 || quality >= 6 ? 1 : quality >= 3 ? 2 : 3;
    masks[0] = mask(pixels.format().redMax());
    masks[1] = mask(pixels.format().greenMax());
    masks[2] = mask(pixels.format().blueMax());
  }

  /** The bits of a coefficient that a colour with this maximum holds; they are its upper ones. */
  private static int mask(int max) {
    return ~(255 >> Integer.bitCount(max)) & 255;
  }

  /** Turns a tile of coefficients, in its place, into pixels. */
  void synthesize(int[] tile, int w, int h) {
    int wide = w >> level << level;
    int high = h >> level << level;
    if (wide == 0 || high == 0) {
      return;
    }
    int at = unpack(tile, wide, high);
    int more = w * h - at;
    System.arraycopy(tile, at, rest, 0, more);
    for (byte[] plane : planes) {
      join(plane, wide, high);
    }
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        tile[y * w + x] = pixel(y * wide + x);
      }
    }
    int from = 0;
    for (int y = 0; y < high; y++) {
      System.arraycopy(rest, from, tile, y * w + wide, w - wide);
      from += w - wide;
    }
    for (int y = high; y < h; y++) {
      System.arraycopy(rest, from, tile, y * w, wide);
      from += wide;
    }
    for (int y = high; y < h; y++) {
      System.arraycopy(rest, from, tile, y * w + wide, w - wide);
      from += w - wide;
    }
  }

  /** Puts coefficients, which come one kind after another, between each other. */
  private int unpack(int[] tile, int wide, int high) {
    int at = 0;
    for (int l = 0; l < level; l++) {
      int half = 1 << l;
      for (int kind = 3; kind >= (l == level - 1 ? 0 : 1); kind--) {
        for (int y = (kind & 2) != 0 ? half : 0; y < high; y += 2 * half) {
          for (int x = (kind & 1) != 0 ? half : 0; x < wide; x += 2 * half) {
            int argb = tile[at++];
            planes[0][y * wide + x] = (byte) (argb >> 16 & masks[0]);
            planes[1][y * wide + x] = (byte) (argb >> 8 & masks[1]);
            planes[2][y * wide + x] = (byte) (argb & masks[2]);
          }
        }
      }
    }
    return at;
  }

  private void join(byte[] plane, int wide, int high) {
    for (int l = level - 1; l >= 0; l--) {
      int half = 1 << l;
      for (int y = 0; y < high; y += 2 * half) {
        for (int x = 0; x < wide; x += half) {
          step(plane, y * wide + x, (y + half) * wide + x);
        }
      }
      for (int y = 0; y < high; y += half) {
        for (int x = 0; x < wide; x += 2 * half) {
          step(plane, y * wide + x, y * wide + x + half);
        }
      }
    }
  }

  /** Replaces two values by their sum and difference, or these by those. */
  static void step(byte[] plane, int first, int second) {
    int a = plane[first];
    int b = plane[second];
    int sum;
    int difference;
    if ((a ^ b) < 0) {
      sum = a + b;
      difference = (sum ^ b) >= 0 ? -b : a;
    } else {
      difference = a - b;
      sum = (difference ^ a) >= 0 ? a : b;
    }
    plane[first] = (byte) sum;
    plane[second] = (byte) difference;
  }

  private int pixel(int at) {
    int luminance = planes[LUMINANCE][at] + 128;
    int blueness = planes[2][at] << 1;
    int redness = planes[0][at] << 1;
    int green = luminance - ((blueness + redness) >> 2);
    int blue = blueness + green;
    int red = redness + green;
    return pixels.nearest(
        Math.clamp(red, 0, 255), Math.clamp(green, 0, 255), Math.clamp(blue, 0, 255));
  }
}
