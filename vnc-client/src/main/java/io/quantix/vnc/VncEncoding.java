package io.quantix.vnc;

import java.util.List;

/**
 * Pixel encodings that can be offered to a server (RFB 7.7). JPEG is offered only where the options
 * name a quality.
 */
public enum VncEncoding {
  RAW(0, "Raw"),
  COPY_RECT(1, "CopyRect"),
  HEXTILE(5, "Hextile"),
  TIGHT(7, "Tight"),
  ZRLE(16, "ZRLE"),
  JPEG(21, "JPEG"),
  TIGHT_PNG(-260, "TightPNG");

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

  /** All of them, the one that costs the least for what it brings first. */
  public static List<VncEncoding> byPreference() {
    return List.of(TIGHT, TIGHT_PNG, ZRLE, HEXTILE, JPEG, COPY_RECT, RAW);
  }
}
