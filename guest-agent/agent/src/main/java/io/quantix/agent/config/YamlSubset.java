package io.quantix.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of YAML 1.2 that the agent's configuration is written in: {@code key: value}, sections
 * of one level, lists in both notations, quoted and plain scalars, comments. Everything else
 * (anchors, tags, block scalars, maps in braces, several documents) is refused with its line,
 * rather than read as something that its author did not mean.
 */
final class YamlSubset {
  private static final int MAX_LINES = 10_000;

  private final Map<String, RawValue> values = new LinkedHashMap<>();
  private String section = "";
  private int sectionIndent = -1;
  private String openKey = "";
  private int openIndent;
  private int openLine;
  private final List<RawValue.Scalar> openItems = new ArrayList<>();

  private YamlSubset() {}

  /** Reads a file's text into whole keys ({@code section.key}) and their values. */
  static Map<String, RawValue> parse(String text) throws ConfigSyntaxException {
    YamlSubset parser = new YamlSubset();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (number > MAX_LINES) {
        throw new ConfigSyntaxException(number, "more than " + MAX_LINES + " lines");
      }
      parser.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, number);
    }
    parser.closeKey();
    return parser.values;
  }

  private void line(String line, int number) throws ConfigSyntaxException {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    String rest = line.substring(indent);
    if (rest.isEmpty() || rest.startsWith("#") || (rest.equals("---") && values.isEmpty())) {
      return;
    }
    if (rest.startsWith("\t")) {
      throw new ConfigSyntaxException(number, "a tab before the text; indent with spaces");
    }
    if (number == 1 && rest.startsWith("\uFEFF")) {
      throw new ConfigSyntaxException(number, "a byte order mark; save the file without one");
    }
    if (rest.equals("-") || rest.startsWith("- ")) {
      item(indent, rest.substring(1), number);
    } else {
      key(indent, rest, number);
    }
  }

  private void item(int indent, String rest, int number) throws ConfigSyntaxException {
    if (openKey.isEmpty() || indent < openIndent) {
      throw new ConfigSyntaxException(number, "a list's item that belongs to no key");
    }
    Scanner scanner = new Scanner(rest, number);
    String text = scanner.scalar(false);
    scanner.end();
    if (text.isEmpty()) {
      throw new ConfigSyntaxException(number, "a list's item without a value");
    }
    openItems.add(new RawValue.Scalar(text, number));
  }

  private void key(int indent, String rest, int number) throws ConfigSyntaxException {
    closeKey();
    int colon = rest.indexOf(':');
    String name = colon < 0 ? "" : rest.substring(0, colon).strip();
    if (name.isEmpty() || !name.chars().allMatch(YamlSubset::keyCharacter)) {
      throw new ConfigSyntaxException(number, "not of the form \"key: value\"");
    }
    if (colon + 1 < rest.length() && rest.charAt(colon + 1) != ' ') {
      throw new ConfigSyntaxException(number, "a space is missing after \"" + name + ":\"");
    }
    if (indent == 0) {
      section = "";
      sectionIndent = -1;
    } else if (section.isEmpty() || (sectionIndent >= 0 && indent != sectionIndent)) {
      throw new ConfigSyntaxException(
          number, "\"" + name + "\" is indented, but not as its neighbours");
    } else {
      sectionIndent = indent;
    }
    Scanner scanner = new Scanner(rest.substring(colon + 1), number);
    String whole = section.isEmpty() ? name : section + "." + name;
    if (scanner.atList()) {
      put(whole, new RawValue(number, true, scanner.list()));
      scanner.end();
      return;
    }
    boolean quoted = scanner.atQuote();
    String text = scanner.scalar(false);
    scanner.end();
    if (text.isEmpty() && !quoted) {
      openKey = whole;
      openIndent = indent;
      openLine = number;
      if (indent == 0) {
        section = name;
      }
      return;
    }
    put(whole, new RawValue(number, false, List.of(new RawValue.Scalar(text, number))));
    if (indent == 0) {
      section = "";
    }
  }

  /** A key with nothing behind it was a list, a section, or empty. */
  private void closeKey() throws ConfigSyntaxException {
    if (openKey.isEmpty()) {
      return;
    }
    put(openKey, new RawValue(openLine, !openItems.isEmpty(), openItems));
    openKey = "";
    openItems.clear();
  }

  private void put(String key, RawValue value) throws ConfigSyntaxException {
    RawValue before = values.put(key, value);
    if (before != null) {
      throw new ConfigSyntaxException(
          value.line(),
          "\"" + key + "\" stands a second time; the first is in line " + before.line());
    }
  }

  private static boolean keyCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** Reads scalars off one line. */
  private static final class Scanner {
    private final String text;
    private final int line;
    private int at;

    Scanner(String text, int line) {
      this.text = text;
      this.line = line;
    }

    private void skipSpaces() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    private char peek() {
      return at < text.length() ? text.charAt(at) : '\0';
    }

    boolean atList() {
      skipSpaces();
      return peek() == '[';
    }

    boolean atQuote() {
      skipSpaces();
      return peek() == '"' || peek() == '\'';
    }

    List<RawValue.Scalar> list() throws ConfigSyntaxException {
      at++;
      List<RawValue.Scalar> items = new ArrayList<>();
      while (true) {
        skipSpaces();
        if (peek() == ']') {
          at++;
          return items;
        }
        String item = scalar(true);
        if (item.isEmpty()) {
          throw new ConfigSyntaxException(line, "a list in brackets must end in the same line");
        }
        items.add(new RawValue.Scalar(item, line));
        skipSpaces();
        if (peek() == ',') {
          at++;
        } else if (peek() != ']') {
          throw new ConfigSyntaxException(line, "a list in brackets must end in the same line");
        }
      }
    }

    String scalar(boolean inList) throws ConfigSyntaxException {
      skipSpaces();
      char first = peek();
      if (first == '"') {
        return doubleQuoted();
      }
      if (first == '\'') {
        return singleQuoted();
      }
      if ("&*!|>{}[]%@`".indexOf(first) >= 0) {
        throw new ConfigSyntaxException(
            line, "\"" + first + "\" means something else in YAML; put the value in quotes");
      }
      int start = at;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '#'
            && (at == start || text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
          break;
        }
        if (inList && (c == ',' || c == ']')) {
          break;
        }
        if (c == ':' && at + 1 < text.length() && text.charAt(at + 1) == ' ') {
          throw new ConfigSyntaxException(
              line, "a second \": \" in one line; put the value in quotes");
        }
        at++;
      }
      return text.substring(start, at).strip();
    }

    private String singleQuoted() throws ConfigSyntaxException {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '\'') {
          value.append(c);
        } else if (peek() == '\'') {
          value.append('\'');
          at++;
        } else {
          return value.toString();
        }
      }
      throw new ConfigSyntaxException(line, "a quote that does not end");
    }

    private String doubleQuoted() throws ConfigSyntaxException {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return value.toString();
        }
        value.append(c == '\\' ? escaped() : c);
      }
      throw new ConfigSyntaxException(line, "a quote that does not end");
    }

    private char escaped() throws ConfigSyntaxException {
      char c = peek();
      at++;
      return switch (c) {
        case '\\', '"', '/' -> c;
        case 'n' -> '\n';
        case 't' -> '\t';
        default ->
            throw new ConfigSyntaxException(
                line,
                "\"\\"
                    + c
                    + "\" in double quotes; write \\\\ for a backslash, or use single quotes");
      };
    }

    void end() throws ConfigSyntaxException {
      skipSpaces();
      if (at < text.length() && peek() != '#') {
        throw new ConfigSyntaxException(line, "text after the value: " + text.substring(at));
      }
    }
  }
}
