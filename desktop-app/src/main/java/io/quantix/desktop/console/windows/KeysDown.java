package io.quantix.desktop.console.windows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The modifiers that are down, as {@code ToUnicodeEx} wants to be told: a hook's thread has no
 * keyboard state of its own.
 */
final class KeysDown {
  private static final int VK_SHIFT = 0x10;
  private static final int VK_CONTROL = 0x11;
  private static final int VK_MENU = 0x12;
  private static final int VK_CAPITAL = 0x14;
  private static final int FIRST = 0xa0; // VK_LSHIFT, then right, Ctrl and Alt likewise
  private static final byte DOWN = (byte) 0x80;

  private final boolean[] modifiers = new boolean[6];

  /** A key goes down or up. */
  void key(HookedKey key) {
    int modifier = key.virtualKey() - FIRST;
    if (modifier >= 0 && modifier < modifiers.length) {
      modifiers[modifier] = key.isDown();
    }
  }

  /**
   * Writes the 256 bytes of a keyboard state. Ctrl alone is left out, with which letters would be
   * control characters; with Alt it is AltGr.
   */
  void state(MemorySegment into, int capsLock) {
    into.fill((byte) 0);
    boolean hasAlt = modifiers[4] || modifiers[5];
    for (int i = 0; i < modifiers.length; i++) {
      boolean isControl = i == 2 || i == 3;
      if (modifiers[i] && (hasAlt || !isControl)) {
        into.set(ValueLayout.JAVA_BYTE, FIRST + i, DOWN);
        into.set(ValueLayout.JAVA_BYTE, i < 2 ? VK_SHIFT : i < 4 ? VK_CONTROL : VK_MENU, DOWN);
      }
    }
    into.set(ValueLayout.JAVA_BYTE, VK_CAPITAL, (byte) capsLock);
  }
}
