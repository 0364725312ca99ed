package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.Color;
import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.emulator.ColorPaletteImpl;
import org.jspecify.annotations.Nullable;

/** What colours a style is painted with; the paper is dark in both of the application's themes. */
final class TerminalColours {
  static final javafx.scene.paint.Color PAPER = javafx.scene.paint.Color.web("#0d1117");
  static final javafx.scene.paint.Color INK = javafx.scene.paint.Color.web("#d7dde4");
  static final javafx.scene.paint.Color CURSOR = javafx.scene.paint.Color.web("#58a6ff");
  static final javafx.scene.paint.Color CHOSEN = javafx.scene.paint.Color.web("#264f78");

  private TerminalColours() {}

  static javafx.scene.paint.Color ink(TextStyle style) {
    javafx.scene.paint.Color colour =
        inverse(style) ? colour(style.getBackground(), PAPER) : colour(style.getForeground(), INK);
    return style.hasOption(TextStyle.Option.DIM) ? colour.interpolate(PAPER, 0.4) : colour;
  }

  static javafx.scene.paint.Color paper(TextStyle style) {
    return inverse(style)
        ? colour(style.getForeground(), INK)
        : colour(style.getBackground(), PAPER);
  }

  private static boolean inverse(TextStyle style) {
    return style.hasOption(TextStyle.Option.INVERSE);
  }

  private static javafx.scene.paint.Color colour(
      @Nullable TerminalColor colour, javafx.scene.paint.Color otherwise) {
    if (colour == null) {
      return otherwise;
    }
    Color rgb =
        colour.isIndexed()
            ? ColorPaletteImpl.XTERM_PALETTE.getForeground(colour)
            : colour.toColor();
    return javafx.scene.paint.Color.rgb(rgb.getRed(), rgb.getGreen(), rgb.getBlue());
  }
}
