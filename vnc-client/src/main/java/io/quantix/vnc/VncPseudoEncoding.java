package io.quantix.vnc;

/** Pseudo-encodings that a session lists to the server (RFB 7.8). */
enum VncPseudoEncoding {
  DESKTOP_SIZE(-223, "DesktopSize"),
  LAST_RECT(-224, "LastRect"),
  CURSOR(-239, "Cursor"),
  EXTENDED_KEY_EVENT(-258, "ExtendedKeyEvent"),
  EXTENDED_DESKTOP_SIZE(-308, "ExtendedDesktopSize"),
  CURSOR_WITH_ALPHA(-314, "CursorWithAlpha");

  /** Compression level 0; the others follow (RFB 7.8.4). */
  static final int COMPRESSION = -256;

  private final int number;
  private final String title;

  VncPseudoEncoding(int number, String title) {
    this.number = number;
    this.title = title;
  }

  int number() {
    return number;
  }

  String title() {
    return title;
  }
}
