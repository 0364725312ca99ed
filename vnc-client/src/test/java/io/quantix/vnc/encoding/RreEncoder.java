package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;

/** Encodes RRE and CoRRE: a background, and every run of another colour, some as high as can be. */
final class RreEncoder {
  private final Random random;
  private final PixelWriter writer;
  private final boolean isCompact;

  RreEncoder(Random random, PixelWriter writer, boolean isCompact) {
    this.random = random;
    this.writer = writer;
    this.isCompact = isCompact;
  }

  byte[] encode(int[] argb, int w, int h) {
    int[] left = argb.clone();
    int ground = left[random.nextInt(left.length)];
    ServerBytes out = new ServerBytes();
    int count = 0;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int colour = left[y * w + x];
        if (colour == ground) {
          continue;
        }
        int rw = 1;
        while (x + rw < w && left[y * w + x + rw] == colour) {
          rw++;
        }
        int rh = 1;
        while (y + rh < h && rh < 40 && same(left, (y + rh) * w + x, rw, colour)) {
          rh++;
        }
        for (int row = y; row < y + rh; row++) {
          java.util.Arrays.fill(left, row * w + x, row * w + x + rw, ground);
        }
        writer.whole(colour, out);
        for (int number : new int[] {x, y, rw, rh}) {
          if (isCompact) {
            out.u8(number);
          } else {
            out.u16(number);
          }
        }
        count++;
      }
    }
    ServerBytes all = new ServerBytes().u32(count);
    writer.whole(ground, all);
    return all.raw(out.done()).done();
  }

  private static boolean same(int[] pixels, int from, int length, int colour) {
    for (int i = from; i < from + length; i++) {
      if (pixels[i] != colour) {
        return false;
      }
    }
    return true;
  }
}
