package io.quantix.vnc.wire;

/** Text from a stranger, made fit to be shown in a label or a log. */
public final class SafeText {
  private static final int SHOWN = 512;

  private SafeText() {}

  /** One line: control, format and bidirectional override characters gone, at most 512 units. */
  public static String line(String raw) {
    return clean(raw, SHOWN, false).strip();
  }

  /**
   * Many lines: as {@link #line} but tabs and line feeds stay, and the length, and of the format
   * characters and those that Java does not know all that cannot turn a text's direction around,
   * since scripts and symbols are joined by them.
   */
  public static String block(String raw) {
    return clean(raw, raw.length(), true);
  }

  private static String clean(String raw, int length, boolean lines) {
    StringBuilder safe = new StringBuilder(Math.min(raw.length(), length));
    for (int i = 0; i < raw.length() && safe.length() < length; ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (lines && (c == '\n' || c == '\t')) {
        safe.append((char) c);
      } else if (!lines && (c == '\n' || c == '\t' || c == '\r')) {
        safe.append(' ');
      } else if (lines ? isText(c) : isShowable(c)) {
        safe.appendCodePoint(c);
      }
    }
    return safe.toString();
  }

  private static boolean isText(int c) {
    boolean turnsAround = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    int type = Character.getType(c);
    return type != Character.CONTROL && type != Character.SURROGATE && !turnsAround;
  }

  private static boolean isShowable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
