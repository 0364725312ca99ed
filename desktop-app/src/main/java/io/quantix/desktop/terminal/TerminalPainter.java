package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.StyledTextConsumerAdapter;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.compatibility.Point;
import com.techsenger.jeditermfx.core.model.CharBuffer;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** Paints a terminal's text cell by cell, in the cells of a font of one width. */
final class TerminalPainter {
  private static final String FAMILY =
      Font.getFamilies().contains("DejaVu Sans Mono") ? "DejaVu Sans Mono" : "Monospaced";

  private final Font plain;
  private final Font bold;
  private final Font italic;
  private final double cellWidth;
  private final double cellHeight;

  /** Paints with characters of a size in pixels. */
  TerminalPainter(double size) {
    plain = Font.font(FAMILY, size);
    bold = Font.font(FAMILY, FontWeight.BOLD, size);
    italic = Font.font(FAMILY, FontPosture.ITALIC, size);
    Text measured = new Text("MMMMMMMMMM");
    measured.setFont(plain);
    cellWidth = measured.getLayoutBounds().getWidth() / 10;
    cellHeight = Math.ceil(measured.getLayoutBounds().getHeight() * 1.1);
  }

  double cellWidth() {
    return cellWidth;
  }

  double cellHeight() {
    return cellHeight;
  }

  /**
   * Paints all of it.
   *
   * @param back how many lines the view is scrolled back
   * @param rows how many rows there are to paint
   */
  void paint(
      GraphicsContext to,
      Terminal terminal,
      int back,
      int rows,
      Optional<TerminalSelection> selection,
      boolean focused) {
    to.setFill(TerminalColours.PAPER);
    to.fillRect(0, 0, to.getCanvas().getWidth(), to.getCanvas().getHeight());
    to.setTextBaseline(VPos.CENTER);
    TerminalTextBuffer text = terminal.text();
    text.lock();
    try {
      text.processHistoryAndScreenLines(
          -back,
          rows,
          new StyledTextConsumerAdapter() {
            @Override
            public void consume(int x, int y, TextStyle style, CharBuffer characters, int first) {
              paintRun(to, x, y - first, style, characters);
              selection.ifPresent(chosen -> paintChosen(to, x, y, first, characters, chosen));
            }
          });
      if (terminal.showsCursor()) {
        paintCursor(to, terminal, back, focused);
      }
    } finally {
      text.unlock();
    }
  }

  private void paintRun(GraphicsContext to, int x, int row, TextStyle style, CharBuffer run) {
    double left = x * cellWidth;
    double top = row * cellHeight;
    to.setFill(TerminalColours.paper(style));
    to.fillRect(left, top, run.length() * cellWidth, cellHeight);
    if (style.hasOption(TextStyle.Option.HIDDEN)) {
      return;
    }
    to.setFill(TerminalColours.ink(style));
    to.setFont(
        style.hasOption(TextStyle.Option.BOLD)
            ? bold
            : style.hasOption(TextStyle.Option.ITALIC) ? italic : plain);
    paintText(to, left, top, run);
    if (style.hasOption(TextStyle.Option.UNDERLINED)) {
      to.fillRect(left, top + cellHeight - 2, run.length() * cellWidth, 1);
    }
  }

  // ASCII keeps to its cells as one text; what another font may draw gets its cell one by one.
  private void paintText(GraphicsContext to, double left, double top, CharBuffer run) {
    String text = run.toString().replace('\0', ' ');
    if (text.isBlank()) {
      return;
    }
    double middle = top + cellHeight / 2;
    if (text.chars().allMatch(c -> c < 0x7f)) {
      to.fillText(text, left, middle);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      // What takes two cells is followed by a place holder of the emulation's.
      if (text.charAt(i) != ' ' && text.charAt(i) != '\ue000') {
        int end =
            Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length() ? i + 2 : i + 1;
        to.fillText(text.substring(i, end), left + i * cellWidth, middle);
        i = end - 1;
      }
    }
  }

  private void paintChosen(
      GraphicsContext to, int x, int y, int first, CharBuffer run, TerminalSelection chosen) {
    var part = chosen.intersect(x, y, run.length());
    if (part == null) {
      return;
    }
    int from = part.getFirst();
    int length = part.getSecond();
    to.setFill(TerminalColours.CHOSEN);
    to.fillRect(from * cellWidth, (y - first) * cellHeight, length * cellWidth, cellHeight);
    to.setFill(TerminalColours.INK);
    to.setFont(plain);
    paintText(to, from * cellWidth, (y - first) * cellHeight, run.subBuffer(from - x, length));
  }

  private void paintCursor(GraphicsContext to, Terminal terminal, int back, boolean focused) {
    double left = terminal.cursorColumn() * cellWidth;
    double top = (terminal.cursorRow() + back) * cellHeight;
    if (!focused) {
      to.setStroke(TerminalColours.CURSOR);
      to.strokeRect(left + 0.5, top + 0.5, cellWidth - 1, cellHeight - 1);
      return;
    }
    to.setFill(TerminalColours.CURSOR);
    switch (terminal.cursorShape().map(Enum::name).orElse("")) {
      case "BLINK_UNDERLINE", "STEADY_UNDERLINE" ->
          to.fillRect(left, top + cellHeight - 3, cellWidth, 3);
      case "BLINK_VERTICAL_BAR", "STEADY_VERTICAL_BAR" -> to.fillRect(left, top, 2, cellHeight);
      default -> {
        to.fillRect(left, top, cellWidth, cellHeight);
        char under = terminal.text().getCharAt(terminal.cursorColumn(), terminal.cursorRow());
        to.setFill(TerminalColours.PAPER);
        to.setFont(plain);
        paintText(to, left, top, new CharBuffer(under, 1));
      }
    }
  }

  /** The cell under a point. */
  Point cell(double x, double y, int back) {
    return new Point((int) Math.floor(x / cellWidth), (int) Math.floor(y / cellHeight) - back);
  }
}
