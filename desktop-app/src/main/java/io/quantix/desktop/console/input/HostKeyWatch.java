package io.quantix.desktop.console.input;

import java.util.HashSet;
import java.util.Set;

/**
 * Sees whether the host key was pressed and released alone: with any other key or a button of the
 * mouse in between it was a shortcut of the guest's.
 */
public final class HostKeyWatch {
  private final Set<Integer> down = new HashSet<>();
  private boolean alone;

  /** A key has gone down; an auto-repeat changes nothing. */
  public void down(int scanCode, HostKey host) {
    if (down.add(scanCode)) {
      alone = host.is(down);
    }
  }

  /** A key has gone up; true if this was the host key, alone. */
  public boolean up(int scanCode, HostKey host) {
    boolean was = alone && host.is(down);
    down.remove(scanCode);
    alone = false;
    return was;
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
