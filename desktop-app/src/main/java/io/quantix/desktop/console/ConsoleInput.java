package io.quantix.desktop.console;

import io.quantix.desktop.app.InputSettings;
import io.quantix.desktop.app.InputSettings.Capture;
import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.desktop.console.input.GuestKeys;
import io.quantix.desktop.console.input.HostKeyWatch;
import io.quantix.desktop.console.input.LockSync;
import io.quantix.desktop.console.input.PhysicalInput;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.LedState;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.input.KeyboardLayout;
import io.quantix.vnc.input.Keystrokes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/**
 * Keys and pointer of a view, sent to the session that there is at the time: from the keyboard and
 * mouse themselves where the system lets us, else as JavaFX tells them. A key is released as what
 * it was pressed, and all are when the view loses the focus. The host key, pressed alone, takes the
 * desktop's own keys for the guest and gives them, and the mouse, back. Used on the JavaFX thread
 * only.
 */
final class ConsoleInput {
  private final FramebufferView view;
  private final GuestKeys keys = new GuestKeys();
  private final FxKeys fxKeys;
  private final ConsolePointer pointer;
  private final HostKeyWatch hostKeyWatch = new HostKeyWatch();
  private final LockSync locks = new LockSync();
  private final ShortcutWatch shortcuts;
  private final ReadOnlyBooleanWrapper captured = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private final SystemInput system;
  private final ObservableValue<Boolean> fullScreen;
  private Optional<VncSession> session = Optional.empty();
  private Capture policy = InputSettings.INITIAL.capture();
  private HostKey hostKey = InputSettings.INITIAL.hostKey();
  private Supplier<KeyboardLayout> layout = () -> KeyboardLayout.usualIn(Locale.getDefault());
  private boolean asked;
  private boolean freed;

  ConsoleInput(FramebufferView view) {
    this.view = view;
    system = new SystemInput(new FromSystem());
    shortcuts = new ShortcutWatch(view);
    fxKeys =
        new FxKeys(
            FxKeys.Desktop.present(),
            KeyboardLayout.usualIn(Locale.getDefault()),
            keys,
            this::typeOne);
    pointer = new ConsolePointer(view, new Grip(), this::onAction);
    view.setFocusTraversable(true);
    view.addEventFilter(KeyEvent.ANY, this::onKey);
    view.focusedProperty().addListener((_, _, focused) -> focus(focused));
    view.sceneProperty()
        .flatMap(Scene::focusOwnerProperty)
        .addListener((_, _, owner) -> {
          // While the keyboard is captured JavaFX takes its window for one without the focus, and
          // does not tell that another part of it is wanted.
          if (owner != null && !owner.equals(view)) {
            lose();
          }
        });
    fullScreen =
        view.sceneProperty()
            .flatMap(Scene::windowProperty)
            .flatMap(window -> window instanceof Stage stage ? stage.fullScreenProperty() : null)
            .orElse(false);
    fullScreen.addListener((_, _, _) -> applyPolicy());
    captured.addListener(_ -> words.set(sayWords()));
    pointer.capturedProperty().addListener(_ -> words.set(sayWords()));
  }

  /** Whether the keys that the desktop would keep go to the guest. */
  ReadOnlyBooleanProperty capturedProperty() {
    return captured.getReadOnlyProperty();
  }

  /** Whether the mouse is kept in the view. */
  ReadOnlyBooleanProperty pointerCapturedProperty() {
    return pointer.capturedProperty();
  }

  /** Whether keys come from the keyboard itself, with the focus, and not from JavaFX. */
  ReadOnlyBooleanProperty watchingProperty() {
    return system.watchingProperty();
  }

  /** Whether the keyboard may be captured, as far as is known yet of this system. */
  boolean isCapturable() {
    return system.isThere() && policy != Capture.NEVER;
  }

  /** What is captured, and the way out; empty if nothing is. */
  ReadOnlyStringProperty wordsProperty() {
    return words.getReadOnlyProperty();
  }

  private String sayWords() {
    boolean mouse = pointer.capturedProperty().get();
    if (!captured.get() && !mouse) {
      return "";
    }
    HostKey key = system.isWatching() ? hostKey : HostKey.CONTROL_ALT;
    return Texts.text(
        mouse ? "console.mouse-captured" : "console.captured", InputChoices.name(key));
  }

  Optional<VncSession> session() {
    return session;
  }

  void setSession(Optional<VncSession> present) {
    session = present;
    keys.setGuest(present);
    locks.reset();
    pointer.setSession(present);
    applyPolicy();
  }

  /** Captures and gives back as it is chosen, now and when that changes. */
  void follow(ObservableValue<InputSettings> chosen) {
    chosen.subscribe(this::setPolicy);
  }

  private void setPolicy(InputSettings chosen) {
    policy = chosen.capture();
    hostKey = chosen.hostKey();
    asked = asked && policy != Capture.NEVER;
    hostKeyWatch.clear();
    applyPolicy();
    words.set(sayWords());
  }

  /** Types text whose keys are not known in this layout, asked for each time. */
  void setLayout(Supplier<KeyboardLayout> value) {
    layout = value;
  }

  /** The guest's lights have changed, or are known for the first time. */
  void leds(LedState leds) {
    locks.guest(leds);
    askLocks();
  }

  void pointerMode(PointerMode mode) {
    pointer.setMode(mode);
  }

  void setCursor(Cursor cursor) {
    pointer.setCursor(cursor);
  }

  /** Takes the desktop's keys for the guest, or gives everything back. */
  void toggleCapture() {
    if (captured.get() || pointer.capturedProperty().get()) {
      release();
    } else if (policy != Capture.NEVER) {
      freed = false;
      asked = true;
      view.requestFocus();
      applyPolicy();
    }
  }

  /** Gives keyboard and mouse back, until the view is clicked. */
  void release() {
    freed = true;
    asked = false;
    releaseAll();
    pointer.release();
    applyPolicy();
  }

  void releaseAll() {
    keys.releaseAll();
    fxKeys.clear();
    shortcuts.clear();
    hostKeyWatch.clear();
    session.ifPresent(VncSession::releaseAllKeys);
  }

  /** Gives everything back, and ends the connection to the system's input. */
  void close() {
    releaseAll();
    pointer.release();
    system.close();
  }

  private void focus(boolean focused) {
    if (focused) {
      locks.focusGained();
      system.watch();
      askLocks();
      applyPolicy();
    } else if (system.isWatching() && isFocusOwner()) {
      system.checkFocus(); // a capture makes JavaFX believe it, too
    } else {
      lose();
    }
  }

  private boolean isFocusOwner() {
    return view.getScene() != null && view.equals(view.getScene().getFocusOwner());
  }

  private void lose() {
    releaseAll();
    pointer.release();
    locks.focusLost();
    system.ignore();
    asked = false;
    freed = false;
    captured.set(false);
  }

  private void applyPolicy() {
    boolean wanted =
        !freed
            && session.isPresent()
            && (asked
                || policy == Capture.FOCUSED
                || (policy == Capture.FULL_SCREEN && fullScreen.getValue()));
    system.captureKeyboard(wanted && (view.isFocused() || captured.get()));
  }

  private void onAction() {
    hostKeyWatch.other();
    fxKeys.flush();
    if (freed) {
      freed = false;
      applyPolicy();
    }
  }

  private void onKey(KeyEvent event) {
    // JavaFX would move the focus, open menus or press buttons with keys that are the guest's.
    event.consume();
    if (!system.isWatching()) {
      fxKeys.handle(event);
      if (event.getEventType() == KeyEvent.KEY_RELEASED) {
        KeyMapper.key(event.getCode()).ifPresent(key -> up(key.scanCode(), HostKey.CONTROL_ALT));
      } else if (event.getEventType() == KeyEvent.KEY_PRESSED) {
        KeyMapper.key(event.getCode())
            .ifPresent(key -> hostKeyWatch.down(key.scanCode(), HostKey.CONTROL_ALT));
      }
    }
  }

  private void up(int scanCode, HostKey key) {
    if (hostKeyWatch.up(scanCode, key)
        && (system.isWatching() || pointer.capturedProperty().get())) {
      toggleCapture();
    }
  }

  private void typeOne(int codePoint) {
    session.ifPresent(to -> {
      String text = Character.toString(codePoint);
      try {
        Keystrokes strokes =
            to.takesScanCodes()
                ? Keystrokes.ofText(text, layout.get())
                : Keystrokes.ofCharacters(text);
        Thread.ofVirtual().name("typing").start(() -> send(strokes, to));
      } catch (Keystrokes.UntypableTextException e) {
        return; // a key that this keyboard does not have cannot be pressed on the guest's
      }
    });
  }

  private static void send(Keystrokes strokes, VncSession to) {
    try {
      strokes.send(to, Keystrokes.PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askLocks() {
    if (!locks.isDue()) {
      return;
    }
    if (system.isWatching()) {
      system.askLocks();
    } else {
      Optional<Boolean> caps = Platform.isKeyLocked(KeyCode.CAPS);
      Optional<Boolean> num = Platform.isKeyLocked(KeyCode.NUM_LOCK);
      if (caps.isPresent() && num.isPresent()) {
        locks.correct(caps.get(), num.get()).forEach(keys::tap);
      }
    }
  }

  private final class Grip implements ConsolePointer.Grip {
    @Override
    public boolean take() {
      boolean takes = system.isWatching() && system.capturesPointer();
      if (takes) {
        system.capturePointer(true);
      }
      return takes;
    }

    @Override
    public void giveBack() {
      system.capturePointer(false);
    }
  }

  private final class FromSystem implements PhysicalInput.Listener {
    @Override
    public void watching() {
      keys.releaseAll(); // what JavaFX told of; its release comes from elsewhere
      askLocks();
      applyPolicy();
    }

    @Override
    public void key(boolean down, int scanCode, int keysym, int code) {
      if (down) {
        hostKeyWatch.down(scanCode, hostKey);
        if (shortcuts.takes(keysym, scanCode, captured.get())) {
          return;
        }
        keys.press(code, keysym, scanCode);
      } else {
        shortcuts.up(scanCode);
        keys.release(code);
        up(scanCode, hostKey);
      }
    }

    @Override
    public void focusLost() {
      lose();
      if (view.isFocused()) {
        focus(true); // it is back already, and JavaFX has said so before we heard of the loss
      }
    }

    @Override
    public void captured(boolean keyboard, boolean mouse) {
      captured.set(keyboard);
      pointer.captured(mouse);
    }

    @Override
    public void moved(int dx, int dy) {
      pointer.moved(dx, dy);
    }

    @Override
    public void button(boolean down, int bit) {
      pointer.button(down, bit);
    }

    @Override
    public void locks(boolean capsLock, boolean numLock) {
      locks.correct(capsLock, numLock).forEach(keys::tap);
    }

    @Override
    public void ended() {
      lose();
    }
  }
}
