package io.quantix.libvirt.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes well-formed XML apart without loss: put together again, the parts are the text. It trusts
 * {@link XmlCheck} that the text is well-formed, but never that it and the JDK's parser agree: what
 * it does not understand, it refuses. Used once.
 */
final class XmlScanner {
  /**
   * A text taken apart.
   *
   * @param before all before the root's start tag
   * @param after all behind the root's end tag
   */
  record Parts(String before, XmlElement root, String after) {}

  private final String text;
  private final XmlStyle style;
  private int at;
  private int line = 1;
  private int counted;

  private XmlScanner(String text, XmlStyle style) {
    this.text = text;
    this.style = style;
  }

  static Parts scan(String text, XmlStyle style) {
    return new XmlScanner(text, style).parts();
  }

  private Parts parts() {
    while (!text.startsWith("<", at) || text.startsWith("<!", at) || text.startsWith("<?", at)) {
      outside();
    }
    int start = at;
    XmlElement root = element();
    int end = at;
    while (at < text.length()) {
      outside();
    }
    return new Parts(text.substring(0, start), root, text.substring(end));
  }

  /** Skips what may stand outside of the root. */
  private void outside() {
    if (at >= text.length()) {
      throw broken("there is no element");
    }
    if (text.startsWith("<!--", at) || text.startsWith("<?", at)) {
      other();
    } else if (XmlText.isSpace(text.charAt(at)) || (at == 0 && text.charAt(0) == '\ufeff')) {
      at++;
    } else {
      throw broken("something stands outside of the root element");
    }
  }

  private XmlElement element() {
    Deque<XmlElement> open = new ArrayDeque<>();
    @Nullable XmlElement root = null;
    while (true) {
      if (text.startsWith("</", at)) {
        int start = at;
        at = after(">");
        if (open.isEmpty()) {
          throw broken("an end tag without its start tag");
        }
        XmlElement closed = open.pop();
        closed.close(text.substring(start, at));
        if (open.isEmpty()) {
          return closed;
        }
      } else if (text.startsWith("<!--", at) || text.startsWith("<?", at)) {
        open.element().addRaw(other());
      } else if (text.startsWith("<![CDATA[", at)) {
        int start = at;
        at = after("]]>");
        open.element().addRaw(new XmlNode.Text(text.substring(start, at), true));
      } else if (text.startsWith("<", at)) {
        XmlElement next = startTag();
        if (root == null) {
          root = next;
        } else {
          open.element().addRaw(next);
        }
        if (!next.selfClosing()) {
          open.push(next);
        } else if (open.isEmpty()) {
          return next;
        }
      } else {
        int start = at;
        int end = text.indexOf('<', at);
        if (end < 0) {
          throw broken("an element has no end");
        }
        at = end;
        open.element().addRaw(new XmlNode.Text(checked(text.substring(start, end), start), false));
      }
    }
  }

  private XmlNode.Other other() {
    int start = at;
    if (text.startsWith("<!--", at)) {
      at += "<!--".length();
      at = after("-->");
    } else {
      at = after("?>");
    }
    return new XmlNode.Other(text.substring(start, at));
  }

  private XmlElement startTag() {
    int where = lineAt(at);
    at++;
    String name = name();
    List<XmlAttribute> attributes = new ArrayList<>();
    while (true) {
      String space = space();
      if (peek() == '>' || text.startsWith("/>", at)) {
        boolean empty = peek() == '/';
        at += empty ? 2 : 1;
        return new XmlElement(style, where, name, attributes, space, empty);
      }
      attributes.add(attribute(space));
    }
  }

  private XmlAttribute attribute(String before) {
    String name = name();
    int equals = at;
    space();
    if (peek() != '=') {
      throw broken("attribute '" + name + "' has no value");
    }
    at++;
    space();
    String sign = text.substring(equals, at);
    char quote = peek();
    if (quote != '"' && quote != '\'') {
      throw broken("the value of attribute '" + name + "' is not quoted");
    }
    int start = ++at;
    int end = text.indexOf(quote, at);
    if (end < 0) {
      throw broken("the value of attribute '" + name + "' has no end");
    }
    at = end + 1;
    return new XmlAttribute(before, name, sign, quote, checked(text.substring(start, end), start));
  }

  private String name() {
    int start = at;
    while (at < text.length()
        && !XmlText.isSpace(text.charAt(at))
        && "=/><\"'".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw broken("a name is missing");
    }
    return text.substring(start, at);
  }

  private String space() {
    int start = at;
    while (at < text.length() && XmlText.isSpace(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** The same text, if every reference in it means something. */
  private String checked(String raw, int where) {
    if (raw.indexOf('&') >= 0) {
      try {
        XmlText.decodeText(raw);
      } catch (XmlException e) {
        throw new XmlException(lineAt(where), String.valueOf(e.getMessage()));
      }
    }
    return raw;
  }

  private char peek() {
    if (at >= text.length()) {
      throw broken("the text ends within a tag");
    }
    return text.charAt(at);
  }

  private int after(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw broken("'" + end + "' is missing");
    }
    return found + end.length();
  }

  private int lineAt(int offset) {
    for (; counted < offset; counted++) {
      char c = text.charAt(counted);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", counted + 1))) {
        line++;
      }
    }
    return line;
  }

  private XmlException broken(String why) {
    return new XmlException(lineAt(Math.min(at, text.length())), "not well-formed XML: " + why);
  }
}
