package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;

/**
 * Text from a guest, fit to be shown: without control and formatting characters, by which it could
 * move a terminal's cursor, reorder what is read, or look like something else.
 */
public final class GuestText {
  /** The longest that is shown of one text, in characters. */
  public static final int MAX_LENGTH = 64 * 1024;

  private GuestText() {}

  /** One line of it: what is not fit to be shown becomes a replacement character. */
  public static String line(String text) {
    return clean(text, false);
  }

  /** Several lines of it: line feeds and tabs stay. */
  public static String lines(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean several) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    text.codePoints()
        .limit(MAX_LENGTH)
        .forEach(c -> out.appendCodePoint(fit(c, several) ? c : 0xFFFD));
    return out.toString();
  }

  private static boolean fit(int c, boolean several) {
    if (several && (c == '\n' || c == '\t')) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  static AgentException clean(AgentException from) {
    return new AgentException(
            from.code(),
            line(from.reason()),
            line(from.context().orElse("")),
            line(from.resolution().orElse("")),
            null)
        .retryAfter(from.retryAfter());
  }
}
