package io.quantix.desktop.console;

import io.quantix.desktop.console.input.GuestKeys;
import io.quantix.vnc.input.Key;
import io.quantix.vnc.input.KeyboardLayout;
import io.quantix.vnc.input.Keysym;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.animation.PauseTransition;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/**
 * Keys as JavaFX tells them, for systems whose keyboard we cannot read ourselves: no places, no
 * sides of modifiers, dead keys swallowed. The place is that of the character in this computer's
 * layout.
 */
final class FxKeys {
  /** How long a left Ctrl may be the one that Windows puts before an AltGr. */
  private static final Duration ALT_GR_DELAY = Duration.millis(100);

  /** Whose way of telling keys it is. */
  enum Desktop {
    LINUX,
    WINDOWS,
    MAC;

    static Desktop present() {
      String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MAC : LINUX;
    }
  }

  private final Desktop system;
  private final KeyboardLayout layout;
  private final GuestKeys keys;
  private final IntConsumer type;
  private final PauseTransition patience = new PauseTransition(ALT_GR_DELAY);
  private boolean controlHeldBack;
  private boolean commandDown;
  private boolean lastWasSent;

  /**
   * Makes one.
   *
   * @param layout this computer's
   * @param type types a character of which only the result is known, as after a dead key
   */
  FxKeys(Desktop system, KeyboardLayout layout, GuestKeys keys, IntConsumer type) {
    this.system = system;
    this.layout = layout;
    this.keys = keys;
    this.type = type;
    patience.setOnFinished(_ -> flush());
  }

  void handle(KeyEvent event) {
    if (event.getEventType() == KeyEvent.KEY_PRESSED) {
      press(event);
    } else if (event.getEventType() == KeyEvent.KEY_RELEASED) {
      release(event);
    } else if (event.getEventType() == KeyEvent.KEY_TYPED) {
      typed(event.getCharacter());
    }
  }

  private void press(KeyEvent event) {
    KeyCode code = event.getCode();
    lastWasSent = true;
    if (system == Desktop.WINDOWS && code == KeyCode.CONTROL && !controlHeldBack) {
      controlHeldBack = true;
      patience.playFromStart();
      return;
    }
    if (code == KeyCode.ALT_GRAPH) {
      drop();
    } else if (code != KeyCode.CONTROL) {
      flush();
    }
    if (system == Desktop.MAC && code == KeyCode.CAPS) {
      KeyMapper.key(code).ifPresent(keys::tap);
      return;
    }
    Optional<Key> key = KeyMapper.key(code);
    OptionalInt place = place(code, event.getText());
    lastWasSent = key.isPresent() || place.isPresent();
    if (lastWasSent) {
      int own = key.map(Key::scanCode).orElse(0);
      keys.press(code, keysym(key, event.getText()), place.orElse(own));
    }
    commandDown |= code == KeyCode.COMMAND || code == KeyCode.META;
    if (system == Desktop.MAC && commandDown && !code.isModifierKey()) {
      keys.release(code); // macOS does not tell of its release while Cmd is down
    }
  }

  private void release(KeyEvent event) {
    KeyCode code = event.getCode();
    flush();
    if (system == Desktop.MAC && code == KeyCode.CAPS) {
      // It is down while the light is on, so each change is a whole stroke.
      KeyMapper.key(code).ifPresent(keys::tap);
      return;
    }
    if (code == KeyCode.COMMAND || code == KeyCode.META) {
      commandDown = false;
    }
    keys.release(code);
  }

  /** What came of keys that were not told of: dead keys, compose, an input method. */
  private void typed(String text) {
    if (!lastWasSent && text.codePointCount(0, text.length()) == 1) {
      int c = text.codePointAt(0);
      if (!Character.isISOControl(c)) {
        type.accept(c);
      }
    }
  }

  /** A Ctrl that waits for an AltGr has waited long enough, or something else came. */
  void flush() {
    if (controlHeldBack) {
      drop();
      Key control = KeyMapper.key(KeyCode.CONTROL).orElseThrow();
      keys.press(KeyCode.CONTROL, control.keysym(), control.scanCode());
    }
  }

  private void drop() {
    controlHeldBack = false;
    patience.stop();
  }

  /** No key is down any more, as far as JavaFX will tell. */
  void clear() {
    drop();
    commandDown = false;
  }

  private OptionalInt place(KeyCode code, String text) {
    if (code.isKeypadKey() || code.isModifierKey() || code.isNavigationKey()) {
      return OptionalInt.empty();
    }
    if (code.isLetterKey()) {
      return layout.scanCode(code.getName().toLowerCase(Locale.ROOT).codePointAt(0));
    }
    if (text.codePointCount(0, text.length()) != 1 || text.codePointAt(0) <= ' ') {
      return OptionalInt.empty();
    }
    return layout.scanCode(text.codePointAt(0));
  }

  private static int keysym(Optional<Key> key, String text) {
    return key.map(known -> KeyMapper.keysym(known, text))
        .orElseGet(() -> text.isEmpty() ? 0 : Keysym.ofCodePoint(text.codePointAt(0)));
  }
}
