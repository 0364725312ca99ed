package io.quantix.vnc.encoding;

import io.quantix.vnc.Framebuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** A framebuffer as decoders write it: whole rows at a time. Checks no bounds of its own. */
public final class Surface {
  private final Framebuffer framebuffer;
  private final IntBuffer pixels;
  private final int width;
  private final int[] row;

  /** Writes to a framebuffer. */
  public Surface(Framebuffer framebuffer) {
    this.framebuffer = framebuffer;
    this.pixels = framebuffer.pixels();
    this.width = framebuffer.width();
    this.row = new int[width];
  }

  /** What it writes to. */
  public Framebuffer framebuffer() {
    return framebuffer;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return framebuffer.height();
  }

  /** Copies rows that lie one after another in an array. */
  public void put(int x, int y, int w, int h, int[] source) {
    int at = y * width + x;
    if (w == width) {
      pixels.put(at, source, 0, w * h);
      return;
    }
    for (int i = 0; i < h; i++) {
      pixels.put(at, source, i * w, w);
      at += width;
    }
  }

  /** Fills a rectangle with one colour. */
  public void fill(int x, int y, int w, int h, int argb) {
    Arrays.fill(row, 0, w, argb);
    int at = y * width + x;
    for (int i = 0; i < h; i++) {
      pixels.put(at, row, 0, w);
      at += width;
    }
  }

  /** Copies a rectangle to another place, which may overlap it. */
  public void copy(int fromX, int fromY, int x, int y, int w, int h) {
    boolean upwards = y <= fromY;
    for (int i = 0; i < h; i++) {
      int line = upwards ? i : h - 1 - i;
      pixels.put((y + line) * width + x, pixels, (fromY + line) * width + fromX, w);
    }
  }
}
