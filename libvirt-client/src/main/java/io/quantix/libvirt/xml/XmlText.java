package io.quantix.libvirt.xml;

import java.util.regex.Pattern;

/** Characters as XML 1.0 writes them: references, line ends, what may stand at all. */
final class XmlText {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*+(:[A-Za-z_][A-Za-z0-9._-]*+)?");

  private XmlText() {}

  /** Whether XML 1.0 can hold this character. */
  static boolean allowed(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || codePoint >= 0x10000;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isBlank(String raw) {
    return raw.chars().allMatch(c -> isSpace((char) c));
  }

  /**
   * Refuses a name that is not made of ASCII letters, digits and {@code . _ -} with at most one
   * prefix: all that libvirt has are so, and every parser agrees on them.
   */
  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new XmlException(0, "'" + name + "' is no name of an element or attribute");
    }
  }

  static String encodeText(String value) {
    return encode(value, false);
  }

  static String encodeAttribute(String value) {
    return encode(value, true);
  }

  private static String encode(String value, boolean attribute) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (!allowed(c)) {
        throw new XmlException(
            0, "XML cannot hold the character U+%04X at position %d".formatted(c, i));
      }
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        case '\n', '\t' -> {
          // A parser makes spaces of these in an attribute.
          if (attribute) {
            out.append("&#").append(c).append(';');
          } else {
            out.append((char) c);
          }
        }
        // Both, in text too, as libvirt writes them: what comes back is then the same.
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&apos;");
        default -> out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** Line ends as a parser reports them. */
  static String lines(String raw) {
    return raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
  }

  static String decodeText(String raw) {
    return references(lines(raw));
  }

  static String decodeAttribute(String raw) {
    return references(lines(raw).replace('\n', ' ').replace('\t', ' '));
  }

  private static String references(String text) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (at >= 0) {
      int end = text.indexOf(';', at);
      if (end < 0) {
        throw new XmlException(0, "a '&' without its ';'");
      }
      out.append(text, done, at).appendCodePoint(referred(text.substring(at + 1, end)));
      done = end + 1;
      at = text.indexOf('&', done);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static int referred(String name) {
    return switch (name) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> number(name);
    };
  }

  private static int number(String name) {
    try {
      int radix = name.startsWith("#x") ? 16 : 10;
      String digits = name.substring(radix == 16 ? 2 : 1);
      int value = Integer.parseInt(digits, radix);
      if (name.startsWith("#") && Character.isLetterOrDigit(digits.charAt(0)) && allowed(value)) {
        return value;
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      // Said below, like every other one that means nothing.
    }
    throw new XmlException(0, "'&" + name + ";' stands for nothing");
  }
}
