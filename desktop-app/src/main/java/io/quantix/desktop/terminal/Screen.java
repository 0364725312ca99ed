package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the emulation tells of the screen beside its text. A title that a guest sets is not shown: a
 * window's title says which machine it is, and no guest may say otherwise.
 */
final class Screen implements TerminalDisplay {
  private final Runnable changed;
  private volatile boolean cursorSeen = true;
  private volatile boolean bracketed;
  private volatile Optional<CursorShape> shape = Optional.empty();

  Screen(Runnable changed) {
    this.changed = changed;
  }

  boolean showsCursor() {
    return cursorSeen;
  }

  boolean pastesInBrackets() {
    return bracketed;
  }

  Optional<CursorShape> cursorShape() {
    return shape;
  }

  @Override
  public void setCursor(int x, int y) {
    changed.run();
  }

  @Override
  public void setCursorShape(@Nullable CursorShape wanted) {
    shape = Optional.ofNullable(wanted);
    changed.run();
  }

  @Override
  public void setCursorVisible(boolean visible) {
    cursorSeen = visible;
    changed.run();
  }

  @Override
  public void scrollArea(int top, int size, int dy) {
    changed.run();
  }

  @Override
  public void useAlternateScreenBuffer(boolean use) {
    changed.run();
  }

  @Override
  public void setBracketedPasteMode(boolean enabled) {
    bracketed = enabled;
  }

  @Override
  public void beep() {}

  @Override
  public String getWindowTitle() {
    return "";
  }

  @Override
  public void setWindowTitle(String title) {}

  @Override
  @SuppressWarnings("NullAway") // the library's word for none
  public TerminalSelection getSelection() {
    return null;
  }

  @Override
  public void terminalMouseModeSet(MouseMode mode) {}

  @Override
  public void setMouseFormat(MouseFormat format) {}

  @Override
  public boolean ambiguousCharsAreDoubleWidth() {
    return false;
  }
}
