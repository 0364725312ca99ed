package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.ServerBytes;
import java.util.Arrays;
import java.util.Random;

/** Encodes Hextile, tile by tile in any of the ways that its colours allow. */
final class HextileEncoder {
  private final Random random;
  private final PixelWriter writer;
  private int background;
  private int foreground;
  private boolean hasBackground;
  private boolean hasForeground;
  int rawTiles;
  int colouredTiles;
  int foregroundTiles;
  int carriedTiles;

  HextileEncoder(Random random) {
    this(random, PixelWriter.BGRX);
  }

  HextileEncoder(Random random, PixelWriter writer) {
    this.random = random;
    this.writer = writer;
  }

  byte[] encode(int[] argb, int w, int h) {
    ServerBytes out = new ServerBytes();
    hasBackground = false;
    hasForeground = false;
    for (int y = 0; y < h; y += 16) {
      for (int x = 0; x < w; x += 16) {
        int tw = Math.min(16, w - x);
        int th = Math.min(16, h - y);
        tile(TestPicture.part(argb, w, x, y, tw, th), tw, th, out);
      }
    }
    return out.done();
  }

  private void tile(int[] pixels, int w, int h, ServerBytes out) {
    int[] colours = Arrays.stream(pixels).distinct().toArray();
    ServerBytes subs = new ServerBytes();
    int ground = random.nextBoolean() && hasBackground ? background : colours[0];
    boolean two = Arrays.stream(colours).filter(c -> c != ground).count() <= 1;
    boolean coloured = !two || random.nextInt(4) == 0;
    int count = rectangles(pixels.clone(), w, h, ground, coloured, subs);
    if (count > 255 || random.nextInt(10) == 0) {
      rawTiles++;
      out.u8(1);
      for (int pixel : pixels) {
        writer.whole(pixel, out);
      }
      hasBackground = false;
      hasForeground = false;
      return;
    }
    int mask = 0;
    boolean sendsGround = !hasBackground || background != ground;
    mask |= sendsGround ? 2 : 0;
    int front = Arrays.stream(colours).filter(c -> c != ground).findFirst().orElse(0);
    boolean sendsFront = count > 0 && !coloured && (!hasForeground || foreground != front);
    mask |= sendsFront ? 4 : 0;
    mask |= count > 0 ? 8 : 0;
    mask |= count > 0 && coloured ? 16 : 0;
    carriedTiles += mask == 0 || mask == 8 ? 1 : 0;
    out.u8(mask);
    if (sendsGround) {
      writer.whole(ground, out);
    }
    background = ground;
    hasBackground = true;
    if (sendsFront) {
      writer.whole(front, out);
      foreground = front;
      hasForeground = true;
    }
    if (count > 0) {
      colouredTiles += coloured ? 1 : 0;
      foregroundTiles += coloured ? 0 : 1;
      out.u8(count).raw(subs.done());
      if (coloured) {
        hasForeground = false;
      }
    }
  }

  /** Covers what is not background with rectangles of one colour, greedily. */
  private int rectangles(
      int[] pixels, int w, int h, int ground, boolean coloured, ServerBytes out) {
    int count = 0;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int colour = pixels[y * w + x];
        if (colour == ground) {
          continue;
        }
        int rw = 1;
        while (x + rw < w && pixels[y * w + x + rw] == colour) {
          rw++;
        }
        int rh = 1;
        while (y + rh < h && same(pixels, w, x, y + rh, rw, colour)) {
          rh++;
        }
        for (int row = y; row < y + rh; row++) {
          Arrays.fill(pixels, row * w + x, row * w + x + rw, ground);
        }
        if (coloured) {
          writer.whole(colour, out);
        }
        out.u8(x << 4 | y).u8((rw - 1) << 4 | (rh - 1));
        count++;
      }
    }
    return count;
  }

  private static boolean same(int[] pixels, int w, int x, int y, int length, int colour) {
    for (int i = 0; i < length; i++) {
      if (pixels[y * w + x + i] != colour) {
        return false;
      }
    }
    return true;
  }
}
