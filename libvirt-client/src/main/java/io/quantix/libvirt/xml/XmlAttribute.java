package io.quantix.libvirt.xml;

/**
 * An attribute as it stands in a start tag.
 *
 * @param before the whitespace before it
 * @param equals the equals sign with the whitespace around it
 * @param quote the quote that it is in
 * @param raw the value between the quotes, escaped
 */
record XmlAttribute(String before, String name, String equals, char quote, String raw) {
  String value() {
    return XmlText.decodeAttribute(raw);
  }

  XmlAttribute withValue(String value) {
    return new XmlAttribute(before, name, equals, quote, XmlText.encodeAttribute(value));
  }

  void render(StringBuilder out) {
    out.append(before).append(name).append(equals).append(quote).append(raw).append(quote);
  }
}
