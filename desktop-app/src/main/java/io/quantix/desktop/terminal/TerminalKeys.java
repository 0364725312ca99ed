package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.input.InputEvent;
import com.techsenger.jeditermfx.core.input.KeyEvent;
import java.util.Map;
import java.util.OptionalInt;
import javafx.scene.input.KeyCode;

/** JavaFX's keys as the emulation knows them. */
final class TerminalKeys {
  private static final Map<KeyCode, Integer> CODES =
      Map.ofEntries(
          Map.entry(KeyCode.ENTER, KeyEvent.VK_ENTER),
          Map.entry(KeyCode.BACK_SPACE, KeyEvent.VK_BACK_SPACE),
          Map.entry(KeyCode.TAB, KeyEvent.VK_TAB),
          Map.entry(KeyCode.ESCAPE, KeyEvent.VK_ESCAPE),
          Map.entry(KeyCode.F1, KeyEvent.VK_F1),
          Map.entry(KeyCode.F2, KeyEvent.VK_F2),
          Map.entry(KeyCode.F3, KeyEvent.VK_F3),
          Map.entry(KeyCode.F4, KeyEvent.VK_F4),
          Map.entry(KeyCode.F5, KeyEvent.VK_F5),
          Map.entry(KeyCode.F6, KeyEvent.VK_F6),
          Map.entry(KeyCode.F7, KeyEvent.VK_F7),
          Map.entry(KeyCode.F8, KeyEvent.VK_F8),
          Map.entry(KeyCode.F9, KeyEvent.VK_F9),
          Map.entry(KeyCode.F10, KeyEvent.VK_F10),
          Map.entry(KeyCode.F11, KeyEvent.VK_F11),
          Map.entry(KeyCode.F12, KeyEvent.VK_F12),
          Map.entry(KeyCode.INSERT, KeyEvent.VK_INSERT),
          Map.entry(KeyCode.DELETE, KeyEvent.VK_DELETE),
          Map.entry(KeyCode.PAGE_UP, KeyEvent.VK_PAGE_UP),
          Map.entry(KeyCode.PAGE_DOWN, KeyEvent.VK_PAGE_DOWN),
          Map.entry(KeyCode.HOME, KeyEvent.VK_HOME),
          Map.entry(KeyCode.END, KeyEvent.VK_END),
          Map.entry(KeyCode.LEFT, KeyEvent.VK_LEFT),
          Map.entry(KeyCode.RIGHT, KeyEvent.VK_RIGHT),
          Map.entry(KeyCode.UP, KeyEvent.VK_UP),
          Map.entry(KeyCode.DOWN, KeyEvent.VK_DOWN),
          Map.entry(KeyCode.KP_LEFT, KeyEvent.VK_LEFT),
          Map.entry(KeyCode.KP_RIGHT, KeyEvent.VK_RIGHT),
          Map.entry(KeyCode.KP_UP, KeyEvent.VK_UP),
          Map.entry(KeyCode.KP_DOWN, KeyEvent.VK_DOWN));

  private TerminalKeys() {}

  /** The code of a key that is no character; empty for one that is. */
  static OptionalInt code(KeyCode key) {
    Integer code = CODES.get(key);
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  static int modifiers(javafx.scene.input.KeyEvent event) {
    return (event.isShiftDown() ? InputEvent.SHIFT_MASK : 0)
        | (event.isControlDown() ? InputEvent.CTRL_MASK : 0)
        | (event.isAltDown() ? InputEvent.ALT_MASK : 0)
        | (event.isMetaDown() ? InputEvent.META_MASK : 0);
  }

  /**
   * The control character that a key gives with Ctrl, by the letter that stands on it: Ctrl+C is 3,
   * Ctrl+Space and Ctrl+@ are 0.
   */
  static OptionalInt control(String text, KeyCode key) {
    char letter =
        text.length() == 1 ? text.charAt(0) : key.getChar().isEmpty() ? 0 : key.getChar().charAt(0);
    if (letter >= 1 && letter < ' ') {
      return OptionalInt.of(letter); // some systems give the control character itself
    }
    if (letter == ' ' || letter == '@' || letter == '2') {
      return OptionalInt.of(0);
    }
    if (letter == '/') {
      return OptionalInt.of(0x1f);
    }
    char upper = Character.toUpperCase(letter);
    return upper >= 'A' && upper <= '_' ? OptionalInt.of(upper - '@') : OptionalInt.empty();
  }
}
