package io.quantix.desktop.console;

import io.quantix.vnc.input.Keysym;
import io.quantix.vnc.input.QemuScanCode;
import java.util.HashSet;
import java.util.Set;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Finds the window's own shortcut among keys that did not come from JavaFX. JavaFX sees the same key
 * itself unless the keyboard is captured; then the window is told of it here.
 */
final class ShortcutWatch {
  private final Node view;
  private final KeyCombination shortcut;
  private final Set<Integer> down = new HashSet<>();

  ShortcutWatch(Node view, KeyCombination shortcut) {
    this.view = view;
    this.shortcut = shortcut;
  }

  /** Whether a key that goes down is the window's and not the guest's. */
  boolean takes(int keysym, int scanCode, boolean captured) {
    down.add(scanCode);
    KeyEvent event =
        new KeyEvent(
            KeyEvent.KEY_PRESSED,
            "",
            "",
            keysym == Keysym.RETURN ? KeyCode.ENTER : KeyCode.UNDEFINED,
            isDown(QemuScanCode.SHIFT_LEFT, QemuScanCode.SHIFT_RIGHT),
            isDown(QemuScanCode.CONTROL_LEFT, QemuScanCode.CONTROL_RIGHT),
            isDown(QemuScanCode.ALT_LEFT, QemuScanCode.ALT_LEFT),
            isDown(QemuScanCode.META_LEFT, QemuScanCode.META_RIGHT));
    if (!shortcut.match(event)) {
      return false;
    }
    if (captured && view.getScene() != null) {
      Event.fireEvent(view, event);
    }
    return true;
  }

  void up(int scanCode) {
    down.remove(scanCode);
  }

  void clear() {
    down.clear();
  }

  private boolean isDown(int left, int right) {
    return down.contains(left) || down.contains(right);
  }
}
