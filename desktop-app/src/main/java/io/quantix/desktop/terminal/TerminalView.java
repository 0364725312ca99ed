package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.compatibility.Point;
import com.techsenger.jeditermfx.core.model.SelectionUtil;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * Shows a {@link Terminal} and gives it the keys. As many columns and rows as fit; what has gone by
 * is a scroll away; text is chosen by dragging, a word by a double click. Painted at most once a
 * pulse, however much comes.
 */
public final class TerminalView extends Region {
  private static final double PADDING = 8;
  private static final double SMALLEST = 8;
  private static final double LARGEST = 40;

  private final AtomicBoolean stale = new AtomicBoolean();
  private final Terminal terminal = new Terminal(this::changed);
  private final Canvas canvas = new Canvas();
  private final ScrollBar bar = new ScrollBar();
  private double size = 14;
  private TerminalPainter painter = new TerminalPainter(size);
  private Optional<TerminalSelection> selection = Optional.empty();

  /** Shows a terminal of its own. */
  public TerminalView() {
    getStyleClass().add("terminal");
    setAccessibleRole(AccessibleRole.TEXT_AREA);
    setFocusTraversable(true);
    bar.setOrientation(Orientation.VERTICAL);
    bar.setMin(0);
    bar.valueProperty().addListener(_ -> changed());
    getChildren().addAll(canvas, bar);
    focusedProperty().addListener(_ -> changed());
    new TerminalInput(this).attach();
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    addEventHandler(ScrollEvent.SCROLL, event -> scroll(-event.getDeltaY() / 40 * 3));
  }

  /** What is shown. */
  public Terminal terminal() {
    return terminal;
  }

  /** Larger or smaller characters. */
  public void zoom(double by) {
    size = Math.clamp(size + by, SMALLEST, LARGEST);
    painter = new TerminalPainter(size);
    requestLayout();
  }

  /** Copies what is chosen to the clipboard, if anything is. */
  public void copy() {
    selection.ifPresent(chosen -> {
      terminal.text().lock();
      String text;
      try {
        text = SelectionUtil.getSelectedText(chosen, terminal.text());
      } finally {
        terminal.text().unlock();
      }
      ClipboardContent content = new ClipboardContent();
      content.putString(text);
      Clipboard.getSystemClipboard().setContent(content);
    });
  }

  /** Pastes the clipboard's text. */
  public void paste() {
    String text = Clipboard.getSystemClipboard().getString();
    if (text != null && !text.isEmpty()) {
      typed();
      terminal.paste(text);
    }
  }

  /** Whether text is chosen. */
  public boolean hasSelection() {
    return selection.isPresent();
  }

  /** What is typed is looked at: back to the newest line, and nothing is chosen any more. */
  void typed() {
    selection = Optional.empty();
    bar.setValue(bar.getMax());
  }

  void scrollPage(int pages) {
    scroll(pages * (terminal.text().getHeight() - 1.0));
  }

  private void scroll(double lines) {
    bar.setValue(Math.clamp(bar.getValue() + lines, 0, bar.getMax()));
  }

  private int back() {
    return (int) Math.round(bar.getMax() - bar.getValue());
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    if (event.getButton() == MouseButton.MIDDLE) {
      paste();
    } else if (event.getButton() == MouseButton.PRIMARY) {
      Point at = cell(event);
      selection = event.getClickCount() == 2 ? Optional.of(word(at)) : Optional.empty();
      changed();
    }
  }

  private TerminalSelection word(Point at) {
    Point from = SelectionUtil.getPreviousSeparator(at, terminal.text());
    Point to = SelectionUtil.getNextSeparator(at, terminal.text());
    return new TerminalSelection(from, new Point(to.x + 1, to.y));
  }

  private void dragged(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY) {
      Point at = cell(event);
      selection.ifPresentOrElse(
          chosen -> chosen.updateEnd(at),
          () -> selection = Optional.of(new TerminalSelection(at, at)));
      changed();
    }
  }

  private Point cell(MouseEvent event) {
    return painter.cell(event.getX() - PADDING, event.getY() - PADDING, back());
  }

  @Override
  protected void layoutChildren() {
    double barWidth = bar.prefWidth(-1);
    double width = Math.max(0, getWidth() - 2 * PADDING - barWidth);
    double height = Math.max(0, getHeight() - 2 * PADDING);
    bar.resizeRelocate(getWidth() - barWidth, 0, barWidth, getHeight());
    canvas.setWidth(width);
    canvas.setHeight(height);
    canvas.relocate(PADDING, PADDING);
    int columns = (int) (width / painter.cellWidth());
    int rows = (int) (height / painter.cellHeight());
    if (columns > 1 && rows > 1) {
      terminal.resize(columns, rows);
    }
    changed();
  }

  private void changed() {
    if (stale.compareAndSet(false, true)) {
      Platform.runLater(this::paint);
    }
  }

  private void paint() {
    stale.set(false);
    int history = terminal.text().getHistoryLinesCount();
    boolean newest = bar.getValue() >= bar.getMax();
    int rows = terminal.text().getHeight();
    if (bar.getMax() != history) {
      // Someone who reads what has gone by is not taken away from it.
      bar.setMax(history);
      bar.setVisibleAmount(Math.max(1, (double) history * rows / (history + rows)));
      bar.setBlockIncrement(rows - 1.0);
      bar.setValue(newest ? history : Math.min(bar.getValue(), history));
    }
    bar.setVisible(history > 0);
    painter.paint(canvas.getGraphicsContext2D(), terminal, back(), rows, selection, isFocused());
  }
}
