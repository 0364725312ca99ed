package io.quantix.vnc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * A desktop's pixels in one direct buffer: 32-bit ARGB in the machine's byte order, alpha always
 * 0xff, row by row with no gap, so that a JavaFX PixelBuffer (IntArgbPre) shows it as it is. The
 * session's reader thread writes it; whoever reads it meanwhile may see an update half done, and
 * sees it whole once {@link VncListener#frame} has been called.
 */
public final class Framebuffer {
  private final int width;
  private final int height;
  private final IntBuffer pixels;

  /** Makes a black one; width and height from 1, their product at most 64 Mi pixels. */
  public Framebuffer(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > 1L << 26) {
      throw new IllegalArgumentException("no framebuffer of " + width + " x " + height);
    }
    this.width = width;
    this.height = height;
    this.pixels =
        ByteBuffer.allocateDirect(width * height * 4).order(ByteOrder.nativeOrder()).asIntBuffer();
    int[] row = new int[width];
    Arrays.fill(row, 0xff000000);
    for (int y = 0; y < height; y++) {
      pixels.put(y * width, row, 0, width);
    }
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The one buffer, its position 0 and its limit width * height; do not move them. */
  public IntBuffer pixels() {
    return pixels;
  }

  /** One pixel, ARGB. */
  public int argb(int x, int y) {
    return pixels.get(y * width + x);
  }
}
