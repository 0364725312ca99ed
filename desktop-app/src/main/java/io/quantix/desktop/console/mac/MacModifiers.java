package io.quantix.desktop.console.mac;

import java.util.Map;

/**
 * Modifiers of macOS, which come as changes of flags: a key's own flag says whether it is down
 * ({@code NX_DEVICE...KEYMASK} in IOKit's {@code IOLLEvent.h}).
 */
final class MacModifiers {
  /** Caps Lock's light. */
  static final long CAPS_LOCK = 0x10000;

  private static final int CAPS_LOCK_KEY = 0x39;

  private static final Map<Integer, Long> FLAGS =
      Map.of(
          0x3b, 0x1L, // left Control
          0x38, 0x2L, // left Shift
          0x3c, 0x4L, // right Shift
          0x37, 0x8L, // left Command
          0x36, 0x10L, // right Command
          0x3a, 0x20L, // left Option
          0x3d, 0x40L, // right Option
          0x3e, 0x2000L); // right Control

  private MacModifiers() {}

  /** Whether a change is of Caps Lock, which tells of its light and not of its key. */
  static boolean isLock(int keyCode) {
    return keyCode == CAPS_LOCK_KEY;
  }

  /** Whether a code is that of a modifier with a flag of its own. */
  static boolean isKnown(int keyCode) {
    return FLAGS.containsKey(keyCode);
  }

  /** Whether the modifier that has changed is down now. */
  static boolean isDown(int keyCode, long flags) {
    return (flags & FLAGS.getOrDefault(keyCode, 0L)) != 0;
  }
}
