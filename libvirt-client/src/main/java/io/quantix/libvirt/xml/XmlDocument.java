package io.quantix.libvirt.xml;

/**
 * An XML document that is edited in place: all that no edit asks for, comments, quotes, the order
 * of attributes, whitespace and line ends included, comes through unchanged to the byte. Not safe
 * for use by several threads at once.
 *
 * <pre>{@code
 * XmlDocument document = XmlDocument.parse(domain.xml(XmlFlag.INACTIVE, XmlFlag.SECURE));
 * document.root().orCreate("title").setText("Mail & web");
 * host.define(document.toString(), true);
 * }</pre>
 */
public final class XmlDocument {
  /** The longest text that is read, in bytes of UTF-8: libvirt's own limit on a string. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** How deep elements may be nested: room for libvirt's longest backing chain. */
  public static final int MAX_DEPTH = 256;

  private final String before;
  private final XmlElement root;
  private final String after;

  private XmlDocument(XmlScanner.Parts parts) {
    this.before = parts.before();
    this.root = parts.root();
    this.after = parts.after();
    root.becomeRoot();
  }

  /**
   * Reads a document. Nothing outside of the text is ever read, no entity is expanded.
   *
   * @throws XmlException if it is not well-formed XML 1.0, has a document type, is longer than
   *     {@link #MAX_BYTES} or nested deeper than {@link #MAX_DEPTH}
   */
  public static XmlDocument parse(String text) {
    // A byte order mark is no part of the XML, but it is a part of the text.
    XmlCheck.document(text.startsWith("\ufeff") ? text.substring(1) : text);
    return new XmlDocument(XmlScanner.scan(text, XmlStyle.of(text)));
  }

  /** The outermost element. */
  public XmlElement root() {
    return root;
  }

  /** Another document of the same text; edits to one do not show in the other. */
  public XmlDocument copy() {
    String text = toString();
    return new XmlDocument(XmlScanner.scan(text, XmlStyle.of(text)));
  }

  /** The document as it is now. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(before);
    root.render(out);
    return out.append(after).toString();
  }
}
