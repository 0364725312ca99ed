package io.quantix.desktop.console.input;

import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.vnc.input.QemuScanCode;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees whether the host key was pressed and released alone: with any other key or a button of the
 * mouse in between it was a shortcut of the guest's.
 */
public final class HostKeyWatch {
  private static final Set<Integer> CONTROLS =
      Set.of(QemuScanCode.CONTROL_LEFT, QemuScanCode.CONTROL_RIGHT);

  private final Set<Integer> down = new HashSet<>();
  private boolean alone;

  /** A key has gone down; an auto-repeat changes nothing. */
  public void down(int scanCode, HostKey host) {
    if (down.add(scanCode)) {
      alone = is(host);
    }
  }

  /** A key has gone up; true if this was the host key, alone. */
  public boolean up(int scanCode, HostKey host) {
    boolean was = alone && is(host);
    down.remove(scanCode);
    alone = false;
    return was;
  }

  private boolean is(HostKey host) {
    return switch (host) {
      case RIGHT_CONTROL -> down.equals(Set.of(QemuScanCode.CONTROL_RIGHT));
      case RIGHT_SUPER -> down.equals(Set.of(QemuScanCode.META_RIGHT));
      case SCROLL_LOCK -> down.equals(Set.of(QemuScanCode.SCROLL_LOCK));
      case CONTROL_ALT ->
          down.size() == 2
              && down.contains(QemuScanCode.ALT_LEFT)
              && down.stream().anyMatch(CONTROLS::contains);
    };
  }

  /** A button was pressed, or the wheel turned. */
  public void other() {
    alone = false;
  }

  /** No key is down any more, as far as we shall hear. */
  public void clear() {
    down.clear();
    alone = false;
  }
}
