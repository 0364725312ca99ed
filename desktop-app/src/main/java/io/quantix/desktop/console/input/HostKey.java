package io.quantix.desktop.console.input;

import io.quantix.vnc.input.QemuScanCode;
import java.util.Set;

/** What, pressed and released alone, gives the keyboard and the mouse back to this computer. */
public enum HostKey {
  /** The right Ctrl. */
  RIGHT_CONTROL,
  /** Ctrl and Alt together. */
  CONTROL_ALT,
  /** The right Windows key. */
  RIGHT_SUPER,
  /** Scroll Lock. */
  SCROLL_LOCK;

  private static final Set<Integer> CONTROLS =
      Set.of(QemuScanCode.CONTROL_LEFT, QemuScanCode.CONTROL_RIGHT);

  /** Whether these keys, and no others, are the host key. */
  boolean is(Set<Integer> scanCodes) {
    return switch (this) {
      case RIGHT_CONTROL -> scanCodes.equals(Set.of(QemuScanCode.CONTROL_RIGHT));
      case RIGHT_SUPER -> scanCodes.equals(Set.of(QemuScanCode.META_RIGHT));
      case SCROLL_LOCK -> scanCodes.equals(Set.of(QemuScanCode.SCROLL_LOCK));
      case CONTROL_ALT ->
          scanCodes.size() == 2
              && scanCodes.contains(QemuScanCode.ALT_LEFT)
              && scanCodes.stream().anyMatch(CONTROLS::contains);
    };
  }
}
