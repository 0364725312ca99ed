package io.quantix.desktop.console.input;

import java.io.IOException;

/**
 * The keyboard of systems that show a program every key before windows get it, Windows and macOS:
 * while our window has the focus keys are told of, and while it is captured nobody else gets them.
 * The mouse is not captured here.
 */
public final class HookedInput implements PhysicalInput {
  private final Listener listener;
  private final KeyboardHook hook;
  private boolean watching;
  private boolean captured;
  private boolean closed;

  /**
   * Opens the hook.
   *
   * @param listener told on the hook's thread and on those that call
   * @throws IOException if the system does not let us
   */
  public HookedInput(KeyboardHook.Opener opener, Listener listener) throws IOException {
    this.listener = listener;
    hook =
        opener.open(
            new KeyboardHook.Keys() {
              @Override
              public boolean key(boolean down, int scanCode, int keysym, int code) {
                return take(down, scanCode, keysym, code);
              }

              @Override
              public void ended() {
                end();
              }
            });
  }

  private boolean take(boolean down, int scanCode, int keysym, int code) {
    boolean takes;
    synchronized (this) {
      if (!watching) {
        return false;
      }
      if (!hook.isFocused()) {
        lose();
        return false;
      }
      takes = captured;
      listener.key(down, scanCode, keysym, code);
    }
    return takes;
  }

  private synchronized void end() {
    watching = false;
    captured = false;
    if (!closed) {
      listener.ended();
    }
  }

  private void lose() {
    watching = false;
    captured = false;
    listener.focusLost();
  }

  @Override
  public synchronized void watch() {
    if (!watching && !closed) {
      watching = true;
      listener.watching();
    }
  }

  @Override
  public synchronized void checkFocus() {
    if (watching && !hook.isFocused()) {
      lose();
    }
  }

  @Override
  public synchronized void ignore() {
    watching = false;
    captured = false;
  }

  @Override
  public synchronized void captureKeyboard(boolean capture) {
    boolean takes = capture && watching;
    if (takes != captured) {
      captured = takes;
      listener.captured(captured, false);
    }
  }

  /** Does nothing: JavaFX's own robot keeps the mouse in the view. */
  @Override
  public void capturePointer(boolean capture) {}

  @Override
  public boolean capturesPointer() {
    return false;
  }

  @Override
  public void askLocks() {
    KeyboardHook.Locks locks = hook.locks();
    listener.locks(locks.capsLock(), locks.numLock());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      watching = false;
      captured = false;
    }
    hook.close();
  }
}
