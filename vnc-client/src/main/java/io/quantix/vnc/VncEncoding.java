package io.quantix.vnc;

/** Pixel encodings that can be offered to a server (RFB 7.7). */
public enum VncEncoding {
  RAW(0, "Raw"),
  COPY_RECT(1, "CopyRect"),
  HEXTILE(5, "Hextile"),
  ZRLE(16, "ZRLE");

  private final int number;
  private final String title;

  VncEncoding(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** The encoding's number on the wire. */
  public int number() {
    return number;
  }

  /** Its name as the protocol writes it. */
  public String title() {
    return title;
  }
}
