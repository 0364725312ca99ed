package io.quantix.vnc.wire;

/**
 * What a server may send at most. Every length, count and size from the wire is checked against one
 * of these before anything is allocated or written.
 */
public final class Limits {
  private Limits() {}

  /** Bytes of a desktop's name (RFB 7.3.2). */
  public static final int NAME = 64 * 1024;

  /** Bytes of the reason of a refusal (RFB 7.1.2). */
  public static final int REASON = 64 * 1024;

  /** Bytes of the list of SASL mechanisms. */
  public static final int SASL_MECHANISMS = 300;

  /** Bytes of a token of SASL. */
  public static final int SASL_TOKEN = 1024 * 1024;

  /** Bytes of a clipboard text that is handed on; a longer one is read and dropped. */
  public static final int CUT_TEXT = 1024 * 1024;

  /** Bytes of a clipboard text at which the session ends. */
  public static final int CUT_TEXT_BREACH = 16 * 1024 * 1024;

  /** Bytes of a clipboard that is sent, as UTF-8 and as it is packed; QEMU hangs up at 1 MiB. */
  public static final int CLIPBOARD_SENT = 1024 * 1024 - 1024;

  /** Bytes of a piece of sound. */
  public static final int AUDIO = 1024 * 1024;

  /** Bytes in a fence, by its definition. */
  public static final int FENCE = 64;

  /** Rectangles of an update that does not say how many it has. */
  public static final int RECTANGLES = 1 << 17;

  /** Pixels of a desktop in one direction. */
  public static final int SIDE = 16_384;

  /** Pixels of a desktop in all (256 MiB). */
  public static final int AREA = 1 << 26;

  /** Pixels of a pointer's shape in one direction; QEMU's own bound. */
  public static final int CURSOR_SIDE = 512;

  /** Bytes of a JPEG or PNG picture. */
  public static final int PICTURE = 64 * 1024 * 1024;

  /** Pseudo-rectangles, and those of no pixels, in one update; an honest one has a handful. */
  public static final int PSEUDO_RECTANGLES = 256;

  /** Changes of size one after another with no pixels between them. */
  public static final int RESIZES = 64;

  /** The most compressed bytes that a rectangle of so many pixels can honestly need. */
  public static long compressed(int pixels) {
    return pixels * 4L + pixels * 4L / 10 + 64 * 1024;
  }
}
