package io.quantix.libvirt.xml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a document is laid out, so that what is added looks like the rest.
 *
 * @param lineEnd the document's own
 * @param indent what one level is indented by
 */
record XmlStyle(String lineEnd, String indent) {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
  private static final Pattern FIRST_INDENT = Pattern.compile(">[ \t]*+(?:\r\n|\n|\r)([ \t]++)<");

  static XmlStyle of(String text) {
    Matcher lineEnd = LINE_END.matcher(text);
    Matcher indent = FIRST_INDENT.matcher(text);
    return new XmlStyle(
        lineEnd.find() ? lineEnd.group() : "\n", indent.find() ? indent.group(1) : "  ");
  }
}
