package io.quantix.desktop.console.windows;

/** A key as a low-level hook is told of it ({@code KBDLLHOOKSTRUCT}). */
record HookedKey(int virtualKey, int scanCode, int flags) {
  private static final int EXTENDED = 1;
  private static final int UP = 0x80;
  private static final int MADE_UP = 0x200;

  boolean isExtended() {
    return (flags & EXTENDED) != 0;
  }

  boolean isDown() {
    return (flags & UP) == 0;
  }

  /** Whether Windows pressed it beside another key: the left Ctrl of an AltGr, a Shift. */
  boolean isMadeUp() {
    return scanCode >= MADE_UP;
  }

  /** The same for the press and the release of one key. */
  int code() {
    return (isExtended() ? 0x100 : 0) | (scanCode == 0 ? 0x200 | virtualKey : scanCode);
  }
}
