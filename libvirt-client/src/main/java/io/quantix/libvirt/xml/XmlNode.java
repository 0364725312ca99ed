package io.quantix.libvirt.xml;

/** A part of an element's content. */
sealed interface XmlNode permits XmlElement, XmlNode.Text, XmlNode.Other {
  /** Writes it as it was read. */
  void render(StringBuilder out);

  /**
   * Characters between tags.
   *
   * @param raw as they stand in the document, {@code <![CDATA[} included
   */
  record Text(String raw, boolean cdata) implements XmlNode {
    @Override
    public void render(StringBuilder out) {
      out.append(raw);
    }

    /** What it means. */
    String value() {
      return cdata
          ? XmlText.lines(raw.substring("<![CDATA[".length(), raw.length() - "]]>".length()))
          : XmlText.decodeText(raw);
    }

    /** Whether it is layout alone. */
    boolean blank() {
      return !cdata && XmlText.isBlank(raw);
    }
  }

  /**
   * A comment or a processing instruction.
   *
   * @param raw as it stands in the document
   */
  record Other(String raw) implements XmlNode {
    @Override
    public void render(StringBuilder out) {
      out.append(raw);
    }
  }
}
