package io.quantix.desktop.console;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The few keys that a console's window keeps for itself; all others are the guest's. */
enum ConsoleShortcut {
  /** Fills the monitor, and gives it back. */
  FULL_SCREEN(KeyCode.ENTER),
  /** Leaves the guest for the controls. */
  CONTROLS(KeyCode.HOME),
  NEXT(KeyCode.PAGE_DOWN),
  PREVIOUS(KeyCode.PAGE_UP);

  private final KeyCode key;

  ConsoleShortcut(KeyCode key) {
    this.key = key;
  }

  /** What a key press means to the window; empty if it is the guest's. */
  static Optional<ConsoleShortcut> of(KeyEvent event) {
    return Arrays.stream(values()).filter(each -> each.keys().match(event)).findFirst();
  }

  private KeyCombination keys() {
    return new KeyCodeCombination(key, KeyCombination.CONTROL_DOWN, KeyCombination.ALT_DOWN);
  }
}
