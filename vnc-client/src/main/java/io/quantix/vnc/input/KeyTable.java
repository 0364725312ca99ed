package io.quantix.vnc.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys with their names, keysyms and scan codes; all other tables are made from this one. */
final class KeyTable {
  private static final Map<String, Key> NAMES = new LinkedHashMap<>();
  private static final Map<Integer, Key> SCAN_CODES = new HashMap<>();
  private static final List<Key> ALL = new ArrayList<>();

  static {
    add(Keysym.ESCAPE, QemuScanCode.ESCAPE, "esc", "escape");
    functionKeys();
    String row = "`1234567890-=";
    int[] rowCodes = {
      QemuScanCode.GRAVE, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, QemuScanCode.MINUS, QemuScanCode.EQUAL
    };
    for (int i = 0; i < row.length(); i++) {
      add(row.charAt(i), rowCodes[i], row.substring(i, i + 1));
    }
    letters("qwertyuiop[]", QemuScanCode.Q);
    letters("asdfghjkl;'", QemuScanCode.A);
    letters("\\zxcvbnm,./", QemuScanCode.BACKSLASH);
    alias("`", "grave", "backquote");
    alias("-", "minus", "dash");
    alias("=", "equal", "equals");
    alias("[", "leftbracket", "bracketleft");
    alias("]", "rightbracket", "bracketright");
    alias(";", "semicolon");
    alias("'", "apostrophe", "quote");
    alias("\\", "backslash");
    alias(",", "comma");
    alias(".", "period", "dot");
    alias("/", "slash");
    add('<', QemuScanCode.LESS, "less", "102nd");
    add(Keysym.BACKSPACE, QemuScanCode.BACKSPACE, "backspace");
    add(Keysym.TAB, QemuScanCode.TAB, "tab");
    add(Keysym.RETURN, QemuScanCode.ENTER, "enter", "return", "ret");
    add(' ', QemuScanCode.SPACE, "space", "spacebar");
    modifiers();
    add(Keysym.CAPS_LOCK, QemuScanCode.CAPS_LOCK, "capslock", "caps");
    add(Keysym.NUM_LOCK, QemuScanCode.NUM_LOCK, "numlock", "num");
    add(Keysym.SCROLL_LOCK, QemuScanCode.SCROLL_LOCK, "scrolllock", "scroll");
    add(Keysym.MENU, QemuScanCode.MENU, "menu", "compose", "contextmenu");
    add(Keysym.PRINT, QemuScanCode.PRINT, "print", "printscreen", "prtsc", "prtscr");
    add(Keysym.SYS_REQ, QemuScanCode.SYS_REQ, "sysrq", "sysreq");
    add(Keysym.PAUSE, QemuScanCode.PAUSE, "pause");
    add(Keysym.BREAK, QemuScanCode.BREAK, "break");
    add(Keysym.INSERT, QemuScanCode.INSERT, "insert", "ins");
    add(Keysym.DELETE, QemuScanCode.DELETE, "delete", "del");
    add(Keysym.HOME, QemuScanCode.HOME, "home");
    add(Keysym.END, QemuScanCode.END, "end");
    add(Keysym.PAGE_UP, QemuScanCode.PAGE_UP, "pageup", "pgup", "prior");
    add(Keysym.PAGE_DOWN, QemuScanCode.PAGE_DOWN, "pagedown", "pgdn", "pgdown", "next");
    add(Keysym.UP, QemuScanCode.UP, "up");
    add(Keysym.DOWN, QemuScanCode.DOWN, "down");
    add(Keysym.LEFT, QemuScanCode.LEFT, "left");
    add(Keysym.RIGHT, QemuScanCode.RIGHT, "right");
    keypad();
    media();
  }

  private KeyTable() {}

  static Optional<Key> named(String name) {
    return Optional.ofNullable(NAMES.get(name.toLowerCase(Locale.ROOT)));
  }

  static Optional<Key> ofScanCode(int scanCode) {
    return Optional.ofNullable(SCAN_CODES.get(scanCode));
  }

  static List<Key> all() {
    return List.copyOf(ALL);
  }

  /** All names, those of one key included that has several. */
  static List<String> names() {
    return List.copyOf(NAMES.keySet());
  }

  private static void functionKeys() {
    for (int i = 1; i <= 10; i++) {
      add(Keysym.F1 + i - 1, QemuScanCode.F1 + i - 1, "f" + i);
    }
    add(Keysym.F1 + 10, QemuScanCode.F11, "f11");
    add(Keysym.F1 + 11, QemuScanCode.F12, "f12");
  }

  private static void letters(String keys, int firstCode) {
    for (int i = 0; i < keys.length(); i++) {
      add(keys.charAt(i), firstCode + i, keys.substring(i, i + 1));
    }
  }

  private static void modifiers() {
    add(Keysym.SHIFT_LEFT, QemuScanCode.SHIFT_LEFT, "shift", "lshift", "leftshift");
    add(Keysym.SHIFT_RIGHT, QemuScanCode.SHIFT_RIGHT, "rshift", "rightshift");
    add(Keysym.CONTROL_LEFT, QemuScanCode.CONTROL_LEFT, "ctrl", "control", "lctrl", "leftctrl");
    add(Keysym.CONTROL_RIGHT, QemuScanCode.CONTROL_RIGHT, "rctrl", "rightctrl");
    add(Keysym.ALT_LEFT, QemuScanCode.ALT_LEFT, "alt", "lalt", "leftalt", "option");
    add(Keysym.ALT_GR, QemuScanCode.ALT_RIGHT, "altgr", "ralt", "rightalt");
    add(
        Keysym.SUPER_LEFT,
        QemuScanCode.META_LEFT,
        "super",
        "win",
        "windows",
        "meta",
        "lsuper",
        "lwin",
        "lmeta",
        "cmd",
        "command");
    add(Keysym.SUPER_RIGHT, QemuScanCode.META_RIGHT, "rsuper", "rwin", "rmeta");
  }

  private static void keypad() {
    int[] digits = {
      QemuScanCode.KEYPAD_0, 0x4f, 0x50, 0x51, 0x4b, 0x4c, 0x4d, 0x47, 0x48, 0x49,
    };
    for (int i = 0; i < digits.length; i++) {
      add(Keysym.KEYPAD_0 + i, digits[i], "kp" + i, "keypad" + i);
    }
    add(Keysym.KEYPAD_DECIMAL, QemuScanCode.KEYPAD_DECIMAL, "kpdecimal", "kpdot", "kpdelete");
    add(Keysym.KEYPAD_ENTER, QemuScanCode.KEYPAD_ENTER, "kpenter");
    add(Keysym.KEYPAD_ADD, QemuScanCode.KEYPAD_ADD, "kpplus", "kpadd");
    add(Keysym.KEYPAD_SUBTRACT, QemuScanCode.KEYPAD_SUBTRACT, "kpminus", "kpsubtract");
    add(Keysym.KEYPAD_MULTIPLY, QemuScanCode.KEYPAD_MULTIPLY, "kpmultiply", "kpasterisk");
    add(Keysym.KEYPAD_DIVIDE, QemuScanCode.KEYPAD_DIVIDE, "kpdivide", "kpslash");
  }

  private static void media() {
    add(Keysym.AUDIO_MUTE, QemuScanCode.AUDIO_MUTE, "mute", "audiomute");
    add(Keysym.AUDIO_LOWER, QemuScanCode.AUDIO_LOWER, "volumedown");
    add(Keysym.AUDIO_RAISE, QemuScanCode.AUDIO_RAISE, "volumeup");
    add(Keysym.AUDIO_PLAY, QemuScanCode.AUDIO_PLAY, "play");
    add(Keysym.AUDIO_STOP, QemuScanCode.AUDIO_STOP, "stop");
    add(Keysym.AUDIO_PREVIOUS, QemuScanCode.AUDIO_PREVIOUS, "previoustrack");
    add(Keysym.AUDIO_NEXT, QemuScanCode.AUDIO_NEXT, "nexttrack");
    add(Keysym.POWER, QemuScanCode.POWER, "power");
    add(Keysym.SLEEP, QemuScanCode.SLEEP, "sleep");
    add(Keysym.WAKE_UP, QemuScanCode.WAKE, "wake", "wakeup");
  }

  private static void add(int keysym, int scanCode, String... names) {
    Key key = new Key(names[0], keysym, scanCode);
    ALL.add(key);
    SCAN_CODES.putIfAbsent(scanCode, key);
    for (String name : names) {
      put(name, key);
    }
  }

  private static void alias(String name, String... others) {
    Key key = named(name).orElseThrow();
    for (String other : others) {
      put(other, key);
    }
  }

  private static void put(String name, Key key) {
    if (NAMES.put(name, key) != null) {
      throw new IllegalStateException("two keys are named " + name);
    }
  }
}
