package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Hextile (RFB 7.7.4): tiles of 16x16, left to right and top to bottom, each either raw or a
 * background with up to 255 smaller rectangles on it. Background and foreground carry over from
 * tile to tile and must have been given, in this rectangle, before they are used. A smaller
 * rectangle must lie inside its tile.
 */
public final class HextileDecoder implements Decoder {
  private static final int SIDE = 16;
  private static final int RAW = 1;
  private static final int BACKGROUND = 2;
  private static final int FOREGROUND = 4;
  private static final int SUBRECTANGLES = 8;
  private static final int COLOURED = 16;

  private final Pixels pixels;
  // One row of tiles; grows to the widest rectangle that has come.
  private int[] band = new int[SIDE * 1024];
  private final int[] tile = new int[SIDE * SIDE];
  // The smaller rectangles of a tile: up to four bytes of colour, place and size for each.
  private final byte[] smaller = new byte[255 * 6];
  private int background;
  private int foreground;
  private boolean hasBackground;
  private boolean hasForeground;

  /** Decodes such pixels. */
  public HextileDecoder(Pixels pixels) {
    this.pixels = pixels;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int width = rectangle.width();
    if (band.length < SIDE * width) {
      band = new int[SIDE * width];
    }
    hasBackground = false;
    hasForeground = false;
    int end = rectangle.y() + rectangle.height();
    for (int y = rectangle.y(); y < end; y += SIDE) {
      int height = Math.min(SIDE, end - y);
      for (int x = 0; x < width; x += SIDE) {
        tile(in, x, Math.min(SIDE, width - x), height, width);
      }
      desktop.surface().put(rectangle.x(), y, width, height, band);
    }
  }

  private void tile(WireReader in, int x, int w, int h, int stride)
      throws IOException, VncException {
    int mask = in.u8();
    if ((mask & RAW) != 0) {
      pixels.read(in, tile, 0, w * h);
      for (int row = 0; row < h; row++) {
        System.arraycopy(tile, row * w, band, row * stride + x, w);
      }
      return;
    }
    if ((mask & BACKGROUND) != 0) {
      background = pixels.read(in);
      hasBackground = true;
    }
    if (!hasBackground) {
      throw Breach.protocol("a tile uses a background that was not given");
    }
    if ((mask & FOREGROUND) != 0) {
      foreground = pixels.read(in);
      hasForeground = true;
    }
    fill(x, 0, w, h, stride, background);
    if ((mask & SUBRECTANGLES) != 0) {
      subrectangles(in, (mask & COLOURED) != 0, x, w, h, stride);
    }
  }

  private void subrectangles(WireReader in, boolean coloured, int x, int w, int h, int stride)
      throws IOException, VncException {
    int count = in.u8();
    if (!coloured && !hasForeground && count > 0) {
      throw Breach.protocol("a tile uses a foreground that was not given");
    }
    int colourBytes = coloured ? pixels.bytes() : 0;
    int length = count * (colourBytes + 2);
    in.bytes(smaller, 0, length);
    for (int at = 0; at < length; at += colourBytes + 2) {
      int colour = coloured ? pixels.argb(smaller, at) : foreground;
      int place = smaller[at + colourBytes] & 0xff;
      int size = smaller[at + colourBytes + 1] & 0xff;
      int subX = place >> 4;
      int subY = place & 15;
      int subW = (size >> 4) + 1;
      int subH = (size & 15) + 1;
      if (subX + subW > w || subY + subH > h) {
        throw Breach.protocol(
            subW + "x" + subH + " at " + subX + "," + subY + " lies outside its tile");
      }
      fill(x + subX, subY, subW, subH, stride, colour);
    }
  }

  private void fill(int x, int y, int w, int h, int stride, int colour) {
    int at = y * stride + x;
    for (int row = 0; row < h; row++) {
      Arrays.fill(band, at, at + w, colour);
      at += stride;
    }
  }
}
