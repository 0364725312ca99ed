package io.quantix.lab;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Reads the text off a picture of a lab guest's screen, wherever the picture came from (QEMU, our
 * VNC client, a window). The foot of the screen shows every printable character once, in order;
 * each cell of the picture is compared with those, so no font has to be known.
 */
public final class ScreenText {
  private static final int COLUMN = 16;
  private static final int ROW = 32;
  private static final int FIRST = '!';
  private static final int LAST = '~';
  private static final int IN_A_ROW = 47;

  private ScreenText() {}

  /**
   * Prints what is typed on the screen of a picture, for scripts.
   *
   * @param args the picture's file
   */
  public static void main(String[] args) throws IOException {
    BufferedImage picture = ImageIO.read(new File(args[0]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    typed(picture).forEach(out::println);
  }

  /**
   * The lines of the screen, from the top, without the blanks at their ends. What is no printable
   * ASCII character reads as {@code ?}.
   *
   * @param picture unscaled, as the guest's screen is: 1280x800, or 1024x768 where its kernel has
   *     no driver for the adapter
   * @throws LabException if the picture does not show a lab guest's screen with its characters
   */
  public static List<String> lines(BufferedImage picture) {
    int rows = picture.getHeight() / ROW;
    int columns = picture.getWidth() / COLUMN;
    if (rows < 10 || columns < IN_A_ROW) {
      throw new LabException(
          "A picture of %dx%d is none of a lab guest's screen"
              .formatted(picture.getWidth(), picture.getHeight()));
    }
    Map<BitSet, Character> glyphs = glyphs(picture, rows);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        BitSet shape = shape(picture, column, row);
        line.append(shape.isEmpty() ? ' ' : glyphs.getOrDefault(shape, '?').charValue());
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** What stands in the box of typed text: its lines, without the frame and the cursor. */
  public static List<String> typed(BufferedImage picture) {
    List<String> typed = new ArrayList<>();
    List<String> lines = lines(picture);
    int right = picture.getWidth() / COLUMN - 5;
    for (String line : lines.subList(8, lines.size() - 5)) {
      String inside = line.length() < 4 ? "" : line.substring(3, Math.min(line.length(), right));
      typed.add(inside.stripTrailing().replaceFirst("\\?$", ""));
    }
    while (!typed.isEmpty() && typed.getLast().isEmpty()) {
      typed.removeLast();
    }
    return typed;
  }

  private static Map<BitSet, Character> glyphs(BufferedImage picture, int rows) {
    Map<BitSet, Character> glyphs = new HashMap<>();
    for (int code = FIRST; code <= LAST; code++) {
      int index = code - FIRST;
      int row = rows - 3 + index / IN_A_ROW;
      glyphs.put(shape(picture, index % IN_A_ROW, row), (char) code);
    }
    if (glyphs.size() != LAST - FIRST + 1 || glyphs.containsKey(new BitSet())) {
      throw new LabException(
          "The picture does not show a lab guest's screen: no characters at its foot");
    }
    return glyphs;
  }

  /** Which pixels of a cell differ from its background, the colour of its top left corner. */
  private static BitSet shape(BufferedImage picture, int column, int row) {
    BitSet shape = new BitSet(COLUMN * ROW);
    int background = picture.getRGB(column * COLUMN, row * ROW);
    for (int y = 0; y < ROW; y++) {
      for (int x = 0; x < COLUMN; x++) {
        if (picture.getRGB(column * COLUMN + x, row * ROW + y) != background) {
          shape.set(y * COLUMN + x);
        }
      }
    }
    return shape;
  }
}
