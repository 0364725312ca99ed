package io.quantix.vnc;

/** Pixel encodings that can be offered to a server (RFB 7.7). */
public enum VncEncoding {
  RAW(0),
  COPY_RECT(1),
  HEXTILE(5),
  ZRLE(16);

  private final int number;

  VncEncoding(int number) {
    this.number = number;
  }

  /** The encoding's number on the wire. */
  public int number() {
    return number;
  }
}
