package io.quantix.desktop.cli;

import java.util.Locale;

/** Text from a host, made safe for a terminal. */
final class Printable {
  private Printable() {}

  /**
   * The same text with control and invisible formatting characters, which a terminal would obey,
   * written as {@code \x1b} or {@code \u202e}. Tabs and line ends stay only where {@code lines} are
   * allowed.
   */
  private static String escaped(String text, boolean lines) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (lines && (c == '\n' || c == '\t')) {
            safe.appendCodePoint(c);
          } else if (Character.isISOControl(c)) {
            safe.append(String.format(Locale.ROOT, "\\x%02x", c));
          } else if (Character.getType(c) == Character.FORMAT
              || Character.getType(c) == Character.LINE_SEPARATOR
              || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
              || Character.getType(c) == Character.SURROGATE) {
            safe.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  /** A name or another value that stands on one line. */
  static String line(String text) {
    return escaped(text, false);
  }

  /** A message, which may have several lines. */
  static String message(String text) {
    return escaped(text, true);
  }
}
