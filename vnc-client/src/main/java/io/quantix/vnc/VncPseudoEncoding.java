package io.quantix.vnc;

/** Pseudo-encodings that a session lists to the server (RFB 7.8, and the community's RFB). */
enum VncPseudoEncoding {
  DESKTOP_SIZE(-223, "DesktopSize"),
  LAST_RECT(-224, "LastRect"),
  POINTER_POSITION(-232, "PointerPos"),
  CURSOR(-239, "Cursor"),
  X_CURSOR(-240, "XCursor"),
  POINTER_MOTION_CHANGE(-257, "PointerMotionChange"),
  EXTENDED_KEY_EVENT(-258, "ExtendedKeyEvent"),
  AUDIO(-259, "Audio"),
  LED_STATE(-261, "LedState"),
  DESKTOP_NAME(-307, "DesktopName"),
  EXTENDED_DESKTOP_SIZE(-308, "ExtendedDesktopSize"),
  XVP(-309, "xvp"),
  FENCE(-312, "Fence"),
  CONTINUOUS_UPDATES(-313, "ContinuousUpdates"),
  CURSOR_WITH_ALPHA(-314, "CursorWithAlpha"),
  EXTENDED_MOUSE_BUTTONS(-316, "ExtendedMouseButtons"),
  VMWARE_CURSOR_POSITION(0x574d5666, "VMwareCursorPosition"),
  VMWARE_LED_STATE(0x574d5668, "VMwareLedState"),
  EXTENDED_CLIPBOARD(0xc0a1e5ce, "ExtendedClipboard");

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

  /** Whether it stands for messages of its own: then no rectangle may bear its number. */
  boolean isForMessages() {
    return switch (this) {
      case XVP, FENCE, CONTINUOUS_UPDATES, EXTENDED_CLIPBOARD -> true;
      default -> false;
    };
  }
}
