package io.quantix.vnc.live;

import io.quantix.vnc.Framebuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Pixels, opaque ARGB row by row. */
@SuppressWarnings("ArrayRecordComponent") // pixels, compared by difference() alone
record Picture(int width, int height, int[] argb) {
  static Picture of(Framebuffer framebuffer) {
    int[] argb = new int[framebuffer.width() * framebuffer.height()];
    framebuffer.pixels().get(0, argb);
    return new Picture(framebuffer.width(), framebuffer.height(), argb);
  }

  /** A PPM of type P6 with 255 as its maximum. */
  static Picture ofPpm(byte[] file) {
    int[] header = new int[3];
    String text = new String(file, 0, Math.min(file.length, 64), StandardCharsets.US_ASCII);
    if (!text.startsWith("P6")) {
      throw new IllegalArgumentException("no PPM: " + text);
    }
    int at = 2;
    for (int i = 0; i < 3; i++) {
      while (Character.isWhitespace(file[at])) {
        at++;
      }
      while (!Character.isWhitespace(file[at])) {
        header[i] = header[i] * 10 + file[at++] - '0';
      }
    }
    at++;
    int[] argb = new int[header[0] * header[1]];
    for (int i = 0; i < argb.length; i++, at += 3) {
      argb[i] =
          0xff000000 | (file[at] & 0xff) << 16 | (file[at + 1] & 0xff) << 8 | (file[at + 2] & 0xff);
    }
    return new Picture(header[0], header[1], argb);
  }

  /** A picture with what encodings like and do not like: flat, few colours, runs, ramps, noise. */
  static Picture mixed(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] argb = new int[width * height];
    for (int i = 0; i < 60; i++) {
      int w = 1 + random.nextInt(width / 3);
      int h = 1 + random.nextInt(height / 3);
      int left = random.nextInt(width - w + 1);
      int top = random.nextInt(height - h + 1);
      int colour = random.nextInt(1 << 24);
      int other = random.nextInt(1 << 24);
      int kind = random.nextInt(5);
      for (int y = top; y < top + h; y++) {
        for (int x = left; x < left + w; x++) {
          argb[y * width + x] =
              switch (kind) {
                case 0 -> random.nextInt(4) == 0 ? other : colour;
                case 1 -> random.nextInt(1 << 24);
                case 2 -> (x & 255) << 16 | (y & 255) << 8 | (x + y & 255);
                default -> colour;
              };
        }
      }
    }
    for (int i = 0; i < argb.length; i++) {
      argb[i] |= 0xff000000;
    }
    return new Picture(width, height, argb);
  }

  /** A part of it. */
  int[] part(int x, int y, int w, int h) {
    int[] part = new int[w * h];
    for (int row = 0; row < h; row++) {
      System.arraycopy(argb, (y + row) * width + x, part, row * w, w);
    }
    return part;
  }

  /** Where two pictures differ first; empty if they are the same. */
  String difference(Picture other) {
    if (width != other.width || height != other.height) {
      return width + "x" + height + " is not " + other.width + "x" + other.height;
    }
    for (int i = 0; i < argb.length; i++) {
      if (argb[i] != other.argb[i]) {
        return String.format(
            "%08x is not %08x at %d,%d", argb[i], other.argb[i], i % width, i / width);
      }
    }
    return "";
  }

  /** By how much the colours of two pictures of one size differ at most, 0 to 255. */
  int greatestError(Picture other) {
    int greatest = 0;
    for (int i = 0; i < argb.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        int error = (argb[i] >> shift & 255) - (other.argb[i] >> shift & 255);
        greatest = Math.max(greatest, Math.abs(error));
      }
    }
    return greatest;
  }

  /** By how much they differ on average. */
  double meanError(Picture other) {
    long sum = 0;
    for (int i = 0; i < argb.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((argb[i] >> shift & 255) - (other.argb[i] >> shift & 255));
      }
    }
    return sum / 3.0 / argb.length;
  }
}
