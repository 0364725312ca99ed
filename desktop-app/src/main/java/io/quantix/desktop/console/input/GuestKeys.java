package io.quantix.desktop.console.input;

import io.quantix.vnc.input.Key;
import io.quantix.vnc.input.KeySink;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that are down, by where they came from, so that each is released as what it was pressed.
 */
public final class GuestKeys {
  private record Sent(int keysym, int scanCode) {}

  private final Map<Object, Sent> down = new LinkedHashMap<>();
  private Optional<? extends KeySink> guest = Optional.empty();

  /** Keys go to this guest from here on; what was down in another is forgotten. */
  public void setGuest(Optional<? extends KeySink> present) {
    down.clear();
    guest = present;
  }

  /**
   * Presses a key; pressed again it is repeated as what it was the first time.
   *
   * @param source the same for the press and the release of one key
   */
  public void press(Object source, int keysym, int scanCode) {
    if (keysym == 0 && scanCode == 0) {
      return;
    }
    Sent sent = down.computeIfAbsent(source, _ -> new Sent(keysym, scanCode));
    guest.ifPresent(to -> to.keyDown(sent.keysym(), sent.scanCode()));
  }

  /** Releases a key; one that is not down is ignored. */
  public void release(Object source) {
    Sent sent = down.remove(source);
    if (sent != null) {
      guest.ifPresent(to -> to.keyUp(sent.keysym(), sent.scanCode()));
    }
  }

  /** Presses and releases a key. */
  public void tap(Key key) {
    guest.ifPresent(to -> {
      to.keyDown(key.keysym(), key.scanCode());
      to.keyUp(key.keysym(), key.scanCode());
    });
  }

  /** Releases all that are down. */
  public void releaseAll() {
    for (Object source : down.keySet().toArray()) {
      release(source);
    }
  }
}
