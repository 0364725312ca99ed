package io.quantix.vnc.encoding;

import java.util.ArrayList;
import java.util.List;

/** ZYWRLE's transform of a tile as its inventor describes it, without leaving coefficients out. */
public final class WaveletEncoder {
  private WaveletEncoder() {}

  /** What a colour is after its way through luminance and differences, which have fewer bits. */
  static int lossy(int argb, PixelWriter writer) {
    int[] yuv = yuv(writer.kept(argb), writer);
    int green = yuv[0] + 128 - ((2 * yuv[1] + 2 * yuv[2]) >> 2);
    int red = Math.clamp(2 * yuv[2] + green, 0, 255);
    int blue = Math.clamp(2 * yuv[1] + green, 0, 255);
    return writer.shown(red << 16 | Math.clamp(green, 0, 255) << 8 | blue);
  }

  /** How much of a side takes part. */
  static int part(int side, int level) {
    return side - side % (1 << level);
  }

  static int[] analyze(int[] argb, int w, int h, int level, PixelWriter writer) {
    return analyze(argb, w, h, level, writer, false);
  }

  /** What is left of a tile from which a server has left coefficients out, as it is shown. */
  public static int[] filtered(int[] argb, int w, int h, int level, PixelWriter writer) {
    int[] tile = writer.shown(analyze(argb, w, h, level, writer, true));
    int[] qualities = {9, 4, 0};
    new Wavelet(new Pixels(writer.format()), qualities[level - 1]).synthesize(tile, w, h);
    return tile;
  }

  /**
   * Which coefficients servers of the inventor's own code leave out: bits of precision, of red and
   * blue less green and of luminance, for each quality and level; 0 leaves all of them out.
   */
  private static final int[][][] KEPT = {
    {{0, 4, 0}}, {{0, 2, 0}, {5, 5, 5}}, {{0, 2, 0}, {4, 4, 4}, {5, 5, 5}}
  };

  /** A coefficient squared to so many bits, and five bits of the root of that. */
  private static byte kept(byte value, int bits) {
    double size = Math.abs(value) / 128.0;
    double squared = Math.round(size * size * (1 << (bits - 1))) / (double) (1 << (bits - 1));
    long root = Math.min(Math.round(Math.sqrt(squared) * 16), 15) * 8;
    return bits == 0 || value == -128 ? 0 : (byte) (value < 0 ? -root : root);
  }

  private static int[] analyze(
      int[] argb, int w, int h, int level, PixelWriter writer, boolean isLossy) {
    int wide = part(w, level);
    int high = part(h, level);
    if (wide == 0 || high == 0) {
      return argb;
    }
    byte[][][] plane = new byte[3][high][wide];
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        int[] yuv = yuv(writer.kept(argb[y * w + x]), writer);
        for (int i = 0; i < 3; i++) {
          plane[i][y][x] = (byte) yuv[i];
        }
      }
    }
    List<int[]> order = new ArrayList<>();
    for (int l = 0; l < level; l++) {
      int half = 1 << l;
      for (byte[][] p : plane) {
        for (int y = 0; y < high; y += half) {
          for (int x = 0; x < wide; x += 2 * half) {
            byte[] pair = split(p[y][x], p[y][x + half]);
            p[y][x] = pair[0];
            p[y][x + half] = pair[1];
          }
        }
        for (int x = 0; x < wide; x += half) {
          for (int y = 0; y < high; y += 2 * half) {
            byte[] pair = split(p[y][x], p[y + half][x]);
            p[y][x] = pair[0];
            p[y + half][x] = pair[1];
          }
        }
      }
      for (int i = 0; isLossy && i < 3; i++) {
        for (int y = 0; y < high; y += half) {
          for (int x = 0; x < wide; x += half) {
            if ((x | y) % (2 * half) != 0) {
              plane[i][y][x] = kept(plane[i][y][x], KEPT[level - 1][l][i == 0 ? 1 : 0]);
            }
          }
        }
      }
      places(order, half, half, 2 * half, wide, high);
      places(order, 0, half, 2 * half, wide, high);
      places(order, half, 0, 2 * half, wide, high);
    }
    places(order, 0, 0, 1 << level, wide, high);
    int[] result = new int[w * h];
    int at = 0;
    for (int[] place : order) {
      int y = place[1];
      int x = place[0];
      result[at++] =
          (plane[2][y][x] & 255) << 16 | (plane[0][y][x] & 255) << 8 | (plane[1][y][x] & 255);
    }
    int[][] rests = {{wide, 0, w, high}, {0, high, wide, h}, {wide, high, w, h}};
    for (int[] r : rests) {
      for (int y = r[1]; y < r[3]; y++) {
        for (int x = r[0]; x < r[2]; x++) {
          result[at++] = argb[y * w + x];
        }
      }
    }
    return result;
  }

  private static void places(
      List<int[]> order, int fromX, int fromY, int step, int wide, int high) {
    for (int y = fromY; y < high; y += step) {
      for (int x = fromX; x < wide; x += step) {
        order.add(new int[] {x, y});
      }
    }
  }

  /** Luminance, blue less green, red less green: as few bits of each as a pixel can carry. */
  private static int[] yuv(int rgb, PixelWriter writer) {
    int red = rgb >> 16 & 255;
    int green = rgb >> 8 & 255;
    int blue = rgb & 255;
    int[] bits = writer.bits();
    return new int[] {
      signed((red + 2 * green + blue) / 4 - 128, bits[1]),
      signed((blue - green) >> 1, bits[2]),
      signed((red - green) >> 1, bits[0])
    };
  }

  private static int signed(int value, int bits) {
    int unit = 1 << (8 - bits);
    int floor = Math.floorDiv(value, unit) * unit;
    return floor == -128 ? floor + unit : floor;
  }

  /** A sum and a difference of two bytes in two bytes. */
  private static byte[] split(int a, int b) {
    if (a < 0 == b < 0) {
      int difference = a - b;
      return new byte[] {(byte) (a < 0 == difference < 0 ? a : b), (byte) difference};
    }
    int sum = a + b;
    return new byte[] {(byte) sum, (byte) (sum < 0 == b < 0 ? -b : a)};
  }
}
