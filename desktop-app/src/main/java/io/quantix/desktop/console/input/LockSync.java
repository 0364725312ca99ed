package io.quantix.desktop.console.input;

import io.quantix.vnc.LedState;
import io.quantix.vnc.input.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps Caps Lock and Num Lock of a guest as they are here: once each time that the console gets
 * the focus, when both are known, and never again in between, since two that correct each other
 * would not stop. Scroll Lock is left alone; few systems tell of it.
 */
public final class LockSync {
  private Optional<LedState> guest = Optional.empty();
  private boolean due;

  /** There is another guest, of which nothing is known yet. */
  public void reset() {
    guest = Optional.empty();
  }

  /** The console has the focus from now on. */
  public void focusGained() {
    due = true;
  }

  /** The console has it no more; what it has not done yet it does not do. */
  public void focusLost() {
    due = false;
  }

  /** The guest's lights. */
  public void guest(LedState leds) {
    guest = Optional.of(leds);
  }

  /** Whether this computer's state must be had now, for {@link #correct}. */
  public boolean isDue() {
    return due && guest.isPresent();
  }

  /** The keys to press and release in the guest. */
  public List<Key> correct(boolean capsLock, boolean numLock) {
    List<Key> keys = new ArrayList<>();
    if (isDue()) {
      LedState leds = guest.orElseThrow();
      if (leds.capsLock() != capsLock) {
        keys.add(Key.named("capslock").orElseThrow());
      }
      if (leds.numLock() != numLock) {
        keys.add(Key.named("numlock").orElseThrow());
      }
      due = false;
    }
    return keys;
  }
}
