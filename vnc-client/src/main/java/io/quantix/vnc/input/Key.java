package io.quantix.vnc.input;

import java.util.List;
import java.util.Optional;

/**
 * A key of a keyboard.
 *
 * @param name as people write it in a combination: {@code ctrl}, {@code f1}, {@code a}
 * @param keysym X11 keysym without modifiers on a US keyboard
 * @param scanCode QEMU's number (see {@link QemuScanCode})
 */
public record Key(String name, int keysym, int scanCode) {
  /**
   * The key of a name, whatever its case; also of its other names ({@code control}, {@code win}).
   */
  public static Optional<Key> named(String name) {
    return KeyTable.named(name);
  }

  /** Every key that has a name, once, in the order of the keyboard. */
  public static List<Key> all() {
    return KeyTable.all();
  }
}
