import java.awt.image.BufferedImage;
import java.io.File;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Tells whether a picture shows something: {@code java Drawn.java FILE WIDTH HEIGHT}. It exits with 1,
 * and says why, unless the picture has that size, and each of its quarters more than one colour.
 */
final class Drawn {
  public static void main(String[] args) throws Exception {
    BufferedImage picture = ImageIO.read(new File(args[0]));
    int width = Integer.parseInt(args[1]);
    int height = Integer.parseInt(args[2]);
    if (picture == null || picture.getWidth() != width || picture.getHeight() != height) {
      fail(picture == null ? "no picture" : picture.getWidth() + " by " + picture.getHeight() + " pixels");
    }
    for (int quarter = 0; quarter < 4; quarter++) {
      Set<Integer> colours = new HashSet<>();
      for (int y = 0; y < height / 2; y++) {
        for (int x = 0; x < width / 2; x++) {
          colours.add(picture.getRGB(x + quarter % 2 * (width / 2), y + quarter / 2 * (height / 2)));
        }
      }
      if (colours.size() < 2) {
        fail("quarter " + (quarter + 1) + " is blank");
      }
    }
  }

  private static void fail(String why) {
    System.out.println(why);
    System.exit(1);
  }
}
