package io.quantix.desktop.console;

import io.quantix.desktop.console.input.HookedInput;
import io.quantix.desktop.console.input.PhysicalInput;
import io.quantix.desktop.console.mac.MacHook;
import io.quantix.desktop.console.windows.WindowsHook;
import io.quantix.desktop.console.x11.X11Input;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * The system's own input for one view, made when it is first wanted, on the JavaFX thread; where
 * there is none, nothing happens. What is told after the focus has gone is not passed on.
 */
final class SystemInput {
  private final PhysicalInput.Listener listener;
  private final ReadOnlyBooleanWrapper watching = new ReadOnlyBooleanWrapper();
  private Optional<PhysicalInput> input = Optional.empty();
  private boolean asked;
  private boolean closed;
  private boolean wanted;

  SystemInput(PhysicalInput.Listener listener) {
    this.listener = listener;
  }

  /** Whether keys come from here, and not from JavaFX. */
  ReadOnlyBooleanProperty watchingProperty() {
    return watching.getReadOnlyProperty();
  }

  boolean isWatching() {
    return watching.get();
  }

  /** Whether this system has such an input. */
  boolean isThere() {
    return input.isPresent();
  }

  void watch() {
    wanted = true;
    if (input.isPresent()) {
      input.get().watch();
    } else if (!asked && !closed) {
      asked = true;
      opener(FxKeys.Desktop.present(), System.getenv())
          .ifPresent(opener -> Thread.ofVirtual().name("input").start(() -> open(opener)));
    }
  }

  /** A system's own way to its keyboard. */
  @FunctionalInterface
  interface Opener {
    PhysicalInput open(PhysicalInput.Listener listener) throws IOException;
  }

  /** The way to the keyboard of such a system; empty if JavaFX has to do. */
  static Optional<Opener> opener(FxKeys.Desktop system, Map<String, String> environment) {
    return switch (system) {
      case WINDOWS -> Optional.of(listener -> new HookedInput(WindowsHook::open, listener));
      case MAC -> Optional.of(listener -> new HookedInput(MacHook::open, listener));
      case LINUX ->
          Optional.ofNullable(environment.get("DISPLAY"))
              .filter(display -> !display.isEmpty())
              .map(display -> listener -> new X11Input(display, listener));
    };
  }

  private void open(Opener opener) {
    try {
      PhysicalInput opened = opener.open(new OnFxThread());
      Platform.runLater(() -> take(opened));
    } catch (IOException e) {
      asked = true; // JavaFX's own events have to do
    }
  }

  private void take(PhysicalInput opened) {
    if (closed) {
      opened.close();
      return;
    }
    input = Optional.of(opened);
    if (wanted) {
      opened.watch();
    }
  }

  void checkFocus() {
    input.ifPresent(PhysicalInput::checkFocus);
  }

  void ignore() {
    wanted = false;
    watching.set(false);
    input.ifPresent(PhysicalInput::ignore);
  }

  void captureKeyboard(boolean capture) {
    input.ifPresent(to -> to.captureKeyboard(capture));
  }

  /** Whether {@link #capturePointer} takes the mouse, where there is anything that could. */
  boolean capturesPointer() {
    return input.map(PhysicalInput::capturesPointer).orElse(false);
  }

  void capturePointer(boolean capture) {
    input.ifPresent(to -> to.capturePointer(capture));
  }

  void askLocks() {
    input.ifPresent(PhysicalInput::askLocks);
  }

  void close() {
    closed = true;
    watching.set(false);
    input.ifPresent(PhysicalInput::close);
    input = Optional.empty();
  }

  private final class OnFxThread implements PhysicalInput.Listener {
    private void tell(Runnable what) {
      Platform.runLater(() -> {
        if (watching.get()) {
          what.run();
        }
      });
    }

    @Override
    public void watching() {
      Platform.runLater(() -> {
        if (wanted && !closed) {
          watching.set(true);
          listener.watching();
        }
      });
    }

    @Override
    public void key(boolean down, int scanCode, int keysym, int code) {
      tell(() -> listener.key(down, scanCode, keysym, code));
    }

    @Override
    public void focusLost() {
      tell(listener::focusLost);
    }

    @Override
    public void captured(boolean keyboard, boolean pointer) {
      tell(() -> listener.captured(keyboard, pointer));
    }

    @Override
    public void moved(int dx, int dy) {
      tell(() -> listener.moved(dx, dy));
    }

    @Override
    public void button(boolean down, int bit) {
      tell(() -> listener.button(down, bit));
    }

    @Override
    public void locks(boolean capsLock, boolean numLock) {
      tell(() -> listener.locks(capsLock, numLock));
    }

    @Override
    public void ended() {
      Platform.runLater(() -> {
        input = Optional.empty();
        if (watching.get()) {
          listener.ended();
        }
      });
    }
  }
}
