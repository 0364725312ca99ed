import java.awt.image.BufferedImage;
import java.io.File;
import javax.imageio.ImageIO;

/**
 * Tells whether pictures look alike: {@code java Alike.java DRAWN KEPT [DRAWN KEPT]...}. It prints each
 * pair that does not and then exits with 1. Alike means: of the same size, the mean difference of a
 * channel at most 1 of 255, and no pixel off by more than 64; versions of a renderer differ by less at
 * the edges of a shape, and a changed colour or a moved corner differs by more.
 */
final class Alike {
  private static final double MEAN_LIMIT = 1.0;
  private static final int PIXEL_LIMIT = 64;

  public static void main(String[] names) throws Exception {
    boolean alike = names.length > 0;
    for (int i = 0; i + 1 < names.length; i += 2) {
      File kept = new File(names[i + 1]);
      String difference =
          kept.isFile() ? difference(ImageIO.read(new File(names[i])), ImageIO.read(kept)) : "is not there";
      if (!difference.isEmpty()) {
        System.out.println(kept.getName() + " " + difference);
        alike = false;
      }
    }
    System.exit(alike ? 0 : 1);
  }

  private static String difference(BufferedImage drawn, BufferedImage kept) {
    int width = drawn.getWidth();
    int height = drawn.getHeight();
    if (kept == null || kept.getWidth() != width || kept.getHeight() != height) {
      return "is not a picture of " + width + " by " + height + " pixels";
    }
    long sum = 0;
    int most = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] a = premultiplied(drawn.getRGB(x, y));
        int[] b = premultiplied(kept.getRGB(x, y));
        for (int channel = 0; channel < 4; channel++) {
          int off = Math.abs(a[channel] - b[channel]);
          sum += off;
          most = Math.max(most, off);
        }
      }
    }
    double mean = sum / (4.0 * width * height);
    return mean <= MEAN_LIMIT && most <= PIXEL_LIMIT
        ? ""
        : "differs from its source: by " + Math.round(mean * 10) / 10.0 + " on average, by " + most + " at most";
  }

  /** A transparent pixel has no colour, so what counts is the colour times how opaque it is. */
  private static int[] premultiplied(int argb) {
    int alpha = argb >>> 24;
    return new int[] {
      alpha, (argb >> 16 & 0xff) * alpha / 255, (argb >> 8 & 0xff) * alpha / 255, (argb & 0xff) * alpha / 255
    };
  }
}
