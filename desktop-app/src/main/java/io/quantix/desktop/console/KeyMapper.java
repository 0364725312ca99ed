package io.quantix.desktop.console;

import static java.util.Map.entry;

import io.quantix.vnc.input.Key;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;

/**
 * JavaFX's keys as keys of a PC keyboard. JavaFX tells neither scan codes nor the side of a
 * modifier: a key is taken for the one that bears its name on a US keyboard, a modifier for the
 * left one.
 */
final class KeyMapper {
  private static final Map<KeyCode, String> NAMES =
      Map.ofEntries(
          entry(KeyCode.ESCAPE, "esc"),
          entry(KeyCode.ENTER, "enter"),
          entry(KeyCode.BACK_SPACE, "backspace"),
          entry(KeyCode.TAB, "tab"),
          entry(KeyCode.SPACE, "space"),
          entry(KeyCode.SHIFT, "shift"),
          entry(KeyCode.CONTROL, "ctrl"),
          entry(KeyCode.ALT, "alt"),
          entry(KeyCode.ALT_GRAPH, "altgr"),
          entry(KeyCode.META, "super"),
          entry(KeyCode.WINDOWS, "super"),
          entry(KeyCode.COMMAND, "super"),
          entry(KeyCode.CONTEXT_MENU, "menu"),
          entry(KeyCode.CAPS, "capslock"),
          entry(KeyCode.NUM_LOCK, "numlock"),
          entry(KeyCode.SCROLL_LOCK, "scrolllock"),
          entry(KeyCode.PRINTSCREEN, "print"),
          entry(KeyCode.PAUSE, "pause"),
          entry(KeyCode.INSERT, "insert"),
          entry(KeyCode.DELETE, "delete"),
          entry(KeyCode.HOME, "home"),
          entry(KeyCode.END, "end"),
          entry(KeyCode.PAGE_UP, "pageup"),
          entry(KeyCode.PAGE_DOWN, "pagedown"),
          entry(KeyCode.UP, "up"),
          entry(KeyCode.DOWN, "down"),
          entry(KeyCode.LEFT, "left"),
          entry(KeyCode.RIGHT, "right"),
          entry(KeyCode.KP_UP, "kp8"),
          entry(KeyCode.KP_DOWN, "kp2"),
          entry(KeyCode.KP_LEFT, "kp4"),
          entry(KeyCode.KP_RIGHT, "kp6"),
          entry(KeyCode.ADD, "kpplus"),
          entry(KeyCode.SUBTRACT, "kpminus"),
          entry(KeyCode.MULTIPLY, "kpmultiply"),
          entry(KeyCode.DIVIDE, "kpdivide"),
          entry(KeyCode.DECIMAL, "kpdecimal"),
          entry(KeyCode.BACK_QUOTE, "grave"),
          entry(KeyCode.MINUS, "minus"),
          entry(KeyCode.EQUALS, "equal"),
          entry(KeyCode.OPEN_BRACKET, "leftbracket"),
          entry(KeyCode.CLOSE_BRACKET, "rightbracket"),
          entry(KeyCode.BACK_SLASH, "backslash"),
          entry(KeyCode.SEMICOLON, "semicolon"),
          entry(KeyCode.QUOTE, "apostrophe"),
          entry(KeyCode.COMMA, "comma"),
          entry(KeyCode.PERIOD, "period"),
          entry(KeyCode.SLASH, "slash"),
          entry(KeyCode.LESS, "less"),
          entry(KeyCode.MUTE, "mute"),
          entry(KeyCode.VOLUME_DOWN, "volumedown"),
          entry(KeyCode.VOLUME_UP, "volumeup"));

  private KeyMapper() {}

  /** The key for a code; empty if a PC keyboard has none. */
  static Optional<Key> key(KeyCode code) {
    String name = NAMES.get(code);
    if (name != null) {
      return Key.named(name);
    }
    if (code.isLetterKey()) {
      return Key.named(code.getName());
    }
    if (code.isFunctionKey()) {
      return Key.named(code.getName());
    }
    String word = code.name();
    if (word.startsWith("DIGIT")) {
      return Key.named(word.substring("DIGIT".length()));
    }
    if (word.startsWith("NUMPAD")) {
      return Key.named("kp" + word.substring("NUMPAD".length()));
    }
    return Optional.empty();
  }

  /**
   * The keysym of a key event: the character that the host's layout makes of it, so that servers
   * that know no scan codes get the right one, else the key's own.
   */
  static int keysym(Key key, String text) {
    if (text.codePointCount(0, text.length()) == 1) {
      int c = text.codePointAt(0);
      if (c >= 0x20 && c != 0x7f) {
        return c < 0x100 ? c : 0x0100_0000 | c;
      }
    }
    return key.keysym();
  }
}
