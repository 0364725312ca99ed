package io.quantix.vnc.encoding;

import java.util.Random;

/** Pictures of blocks that suit one way of encoding each: flat, few colours, runs, noise. */
final class TestPicture {
  private TestPicture() {}

  /** Opaque ARGB, made of blocks of the given side. */
  static int[] of(int width, int height, int side, Random random) {
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y += side) {
      for (int x = 0; x < width; x += side) {
        block(argb, width, x, y, Math.min(side, width - x), Math.min(side, height - y), random);
      }
    }
    return argb;
  }

  private static void block(int[] argb, int stride, int x, int y, int w, int h, Random random) {
    int[] counts = {1, 2, 3, 4, 7, 16, 17, 60, 127, Integer.MAX_VALUE};
    int colours = counts[random.nextInt(counts.length)];
    int[] palette = new int[Math.min(colours, 127)];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = random.nextInt() | 0xff000000;
    }
    int longest = random.nextBoolean() ? 1 : 1 + random.nextInt(900);
    int left = 0;
    int colour = 0;
    for (int row = 0; row < h; row++) {
      for (int column = 0; column < w; column++) {
        if (left-- <= 0) {
          left = random.nextInt(longest);
          colour =
              colours == Integer.MAX_VALUE
                  ? random.nextInt() | 0xff000000
                  : palette[random.nextInt(palette.length)];
        }
        argb[(y + row) * stride + x + column] = colour;
      }
    }
  }

  /** A part of a picture. */
  static int[] part(int[] argb, int stride, int x, int y, int w, int h) {
    int[] part = new int[w * h];
    for (int row = 0; row < h; row++) {
      System.arraycopy(argb, (y + row) * stride + x, part, row * w, w);
    }
    return part;
  }
}
