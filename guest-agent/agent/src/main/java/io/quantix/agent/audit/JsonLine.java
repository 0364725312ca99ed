package io.quantix.agent.audit;

/** One JSON object in one line, made of plain values. */
public final class JsonLine {
  private static final int MAX_TEXT = 4_096;
  private final StringBuilder text = new StringBuilder("{");

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  /** Adds a text, cut after 4096 characters. */
  public JsonLine add(String name, String value) {
    name(name);
    quote(value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) + "..." : value);
    return this;
  }

  /** Adds a number. */
  public JsonLine add(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Adds true or false. */
  public JsonLine add(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /**
   * Nothing but ASCII, so that no terminal, and no half of a surrogate pair, can be fooled by it.
   */
  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        String digits = Integer.toHexString(c);
        text.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** The line, without its end. */
  @Override
  public String toString() {
    return text + "}";
  }
}
