package io.quantix.desktop.console;

import io.quantix.vnc.input.Keysym;
import io.quantix.vnc.input.QemuScanCode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Finds the window's own shortcuts among keys that did not come from JavaFX. JavaFX sees the same
 * key itself unless the keyboard is captured; then the window is told of it here.
 */
final class ShortcutWatch {
  private static final Map<Integer, KeyCode> CODES =
      Map.of(
          Keysym.RETURN,
          KeyCode.ENTER,
          Keysym.HOME,
          KeyCode.HOME,
          Keysym.PAGE_UP,
          KeyCode.PAGE_UP,
          Keysym.PAGE_DOWN,
          KeyCode.PAGE_DOWN);

  private final Node view;
  private final Set<Integer> down = new HashSet<>();

  ShortcutWatch(Node view) {
    this.view = view;
  }

  /** Whether a key that goes down is the window's and not the guest's. */
  boolean takes(int keysym, int scanCode, boolean captured) {
    down.add(scanCode);
    KeyEvent event =
        new KeyEvent(
            KeyEvent.KEY_PRESSED,
            "",
            "",
            CODES.getOrDefault(keysym, KeyCode.UNDEFINED),
            isDown(QemuScanCode.SHIFT_LEFT, QemuScanCode.SHIFT_RIGHT),
            isDown(QemuScanCode.CONTROL_LEFT, QemuScanCode.CONTROL_RIGHT),
            isDown(QemuScanCode.ALT_LEFT, QemuScanCode.ALT_LEFT),
            isDown(QemuScanCode.META_LEFT, QemuScanCode.META_RIGHT));
    if (ConsoleShortcut.of(event).isEmpty()) {
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
