package io.quantix.vnc;

import java.util.List;

/**
 * Pixel encodings that can be offered to a server (RFB 7.7). JPEG is offered only where the options
 * name a quality.
 */
public enum VncEncoding {
  RAW(0, "Raw"),
  COPY_RECT(1, "CopyRect"),
  RRE(2, "RRE"),
  CORRE(4, "CoRRE"),
  HEXTILE(5, "Hextile"),
  ZLIB(6, "Zlib"),
  TIGHT(7, "Tight"),
  ZRLE(16, "ZRLE"),
  /** Loses colours and detail as {@link VncOptions#quality()} says, and all by itself. */
  ZYWRLE(17, "ZYWRLE"),
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

  /**
   * Those that a session offers by itself, the one that costs the least for what it brings first: a
   * server mostly sends the first that it knows (QEMU sends no other, though it prefers ZRLE to
   * Zlib). CopyRect is used wherever it is listed. ZYWRLE is not among them, as it has a loss that
   * no quality takes away.
   */
  public static List<VncEncoding> byPreference() {
    return List.of(TIGHT, TIGHT_PNG, ZRLE, ZLIB, HEXTILE, RRE, CORRE, JPEG, COPY_RECT, RAW);
  }
}
