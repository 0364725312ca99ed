package io.quantix.libvirt.xml;

/**
 * XML, or a value for it, that cannot be taken: what, in which line of the text it was read from,
 * and why.
 */
public final class XmlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;

  XmlException(int line, String message) {
    super(line > 0 ? "line " + line + ": " + message : message);
    this.line = line;
  }

  /** The line of the text, from 1; 0 if it is not about a place in a text. */
  public int line() {
    return line;
  }
}
