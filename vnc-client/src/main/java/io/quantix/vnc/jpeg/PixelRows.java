package io.quantix.vnc.jpeg;

/**
 * Makes rows of pixels of a picture's samples: chrominance is interpolated as the JPEG group's
 * library does it ("fancy upsampling", a triangle filter), and YCbCr becomes RGB by the formulas of
 * JFIF in 16 bits of fraction, so that pixels are the same bit for bit.
 *
 * <p>The loops are small and walk all their arrays from 0 with one index, for which rows are
 * copied: such loops, and no others, the virtual machine turns into vector instructions, and they
 * are ten times as fast.
 */
final class PixelRows {
  private static final int OPAQUE = 0xff000000;
  private static final int HALF = 1 << 15;
  private static final int RED_CR = 91881;
  private static final int GREEN_CB = 22554;
  private static final int GREEN_CR = 46802;
  private static final int BLUE_CB = 116130;
  // What half a step, and the 128 that chrominance is shifted by, come to.
  private static final int RED = HALF - 128 * RED_CR;
  private static final int GREEN = HALF + 128 * (GREEN_CB + GREEN_CR);
  private static final int BLUE = HALF - 128 * BLUE_CB;

  private int[] near = new int[0];
  private int[] far = new int[0];
  private int[] even = new int[0];
  private int[] odd = new int[0];
  private final int[][] rows = new int[3][0];

  /** Makes room for rows of so many samples. */
  void begin(int width) {
    if (near.length < width) {
      near = new int[width];
      far = new int[width];
      even = new int[width];
      odd = new int[width];
      for (int i = 0; i < rows.length; i++) {
        // One more, as interpolation makes whole pairs.
        rows[i] = new int[width + 1];
      }
    }
  }

  /** One row of pixels, opaque ARGB. */
  void row(JpegHeader header, int y, int width, int[] into) {
    for (int i = 0; i < header.count(); i++) {
      Component component = header.component(i);
      if (component.pixelsAcross == 1 && component.pixelsDown == 1) {
        System.arraycopy(component.samples, component.row(y), rows[i], 0, width);
      } else {
        widen(component, y, rows[i], width);
      }
    }
    if (header.count() == 1) {
      grey(rows[0], into, width);
    } else if (header.isRgb()) {
      rgb(rows[0], rows[1], rows[2], into, width);
    } else {
      redAndBlue(rows[0], rows[1], rows[2], into, width);
      green(rows[0], rows[1], rows[2], into, width);
    }
  }

  private void widen(Component component, int y, int[] into, int width) {
    int across = component.pixelsAcross;
    int down = component.pixelsDown;
    int count = component.width;
    int line = y / down;
    int beside = Math.clamp(y % down == 0 ? line - 1 : line + 1, 0, component.height - 1);
    System.arraycopy(component.samples, component.row(line), near, 0, count);
    System.arraycopy(component.samples, component.row(beside), far, 0, count);
    if (across == 2 && down == 1 && count > 2) {
      between(count, into);
    } else if (across == 2 && down == 2 && count > 2) {
      weigh(near, far, near, count);
      betweenRows(count, into);
    } else if (across == 1 && down == 2) {
      weigh(near, far, y % 2 == 0 ? 1 : 2, into, width);
    } else {
      for (int x = 0; x < width; x++) {
        into[x] = near[x / across];
      }
    }
  }

  /** Two pixels for each sample of a row. */
  private void between(int count, int[] into) {
    int last = count - 1;
    System.arraycopy(near, 0, far, 1, last);
    weigh(near, far, 1, even, count);
    System.arraycopy(near, 1, far, 0, last);
    weigh(near, far, 2, odd, count);
    even[0] = near[0];
    odd[last] = near[last];
    interleave(even, odd, into, count);
  }

  /** Two pixels for each sample of a row that was weighed with the one beside it. */
  private void betweenRows(int count, int[] into) {
    int last = count - 1;
    System.arraycopy(near, 0, far, 1, last);
    far[0] = near[0];
    weighTwice(near, far, 8, even, count);
    System.arraycopy(near, 1, far, 0, last);
    far[last] = near[last];
    weighTwice(near, far, 7, odd, count);
    interleave(even, odd, into, count);
  }

  private static void weigh(int[] near, int[] far, int[] into, int count) {
    for (int x = 0; x < count; x++) {
      into[x] = 3 * near[x] + far[x];
    }
  }

  private static void weigh(int[] near, int[] far, int round, int[] into, int count) {
    for (int x = 0; x < count; x++) {
      into[x] = (3 * near[x] + far[x] + round) >> 2;
    }
  }

  private static void weighTwice(int[] near, int[] far, int round, int[] into, int count) {
    for (int x = 0; x < count; x++) {
      into[x] = (3 * near[x] + far[x] + round) >> 4;
    }
  }

  private static void interleave(int[] even, int[] odd, int[] into, int count) {
    for (int x = 0; x < count; x++) {
      into[2 * x] = even[x];
      into[2 * x + 1] = odd[x];
    }
  }

  private static void grey(int[] samples, int[] into, int width) {
    for (int x = 0; x < width; x++) {
      into[x] = OPAQUE | samples[x] * 0x10101;
    }
  }

  private static void rgb(int[] red, int[] green, int[] blue, int[] into, int width) {
    for (int x = 0; x < width; x++) {
      into[x] = OPAQUE | red[x] << 16 | green[x] << 8 | blue[x];
    }
  }

  private static void redAndBlue(int[] y, int[] cb, int[] cr, int[] into, int width) {
    for (int x = 0; x < width; x++) {
      into[x] =
          OPAQUE
              | octet(y[x] + ((RED_CR * cr[x] + RED) >> 16)) << 16
              | octet(y[x] + ((BLUE_CB * cb[x] + BLUE) >> 16));
    }
  }

  private static void green(int[] y, int[] cb, int[] cr, int[] into, int width) {
    for (int x = 0; x < width; x++) {
      into[x] |= octet(y[x] + ((GREEN - GREEN_CB * cb[x] - GREEN_CR * cr[x]) >> 16)) << 8;
    }
  }

  private static int octet(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
