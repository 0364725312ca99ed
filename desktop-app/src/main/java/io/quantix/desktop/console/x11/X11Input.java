package io.quantix.desktop.console.x11;

import io.quantix.desktop.console.input.PhysicalInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The keyboard and mouse of an X server. Keys are asked for in our own window alone, never in those
 * of others; all work is done on one thread, in order.
 */
public final class X11Input implements PhysicalInput {
  private static final long RETRY_MILLIS = 40;
  private static final int WATCH_TRIES = 100;
  private static final int BUTTON_PRESS = 4;
  private static final int BUTTON_RELEASE = 5;
  private static final int SEND_EVENT = 25;
  private static final int CLIENT_MESSAGE = 33;
  private static final int MAPPING_NOTIFY = 34;
  private static final int GENERIC_EVENT = 35;
  private static final int XKB_SELECT_EVENTS = 1;
  private static final int NEW_KEYBOARD_AND_MAP = 1 | 2;
  private static final int SUBSTRUCTURE = 1 << 19 | 1 << 20;

  private interface Work {
    void run() throws IOException;
  }

  private final Listener listener;
  private final ScheduledThreadPoolExecutor thread;
  private final X11Display display;
  private final X11Windows windows;
  private final X11Pointer pointer;
  private final XInput2 input;
  private final int xkb;
  private final int xkbEvent;
  private final int keyboard;
  private XkbKeymap keymap;
  private int window;
  private int focus;
  private boolean wantWindow;
  private boolean wantKeyboard;
  private boolean hasKeyboard;
  private boolean wantPointer;
  private boolean hasPointer;
  private volatile boolean ended;

  /**
   * Connects; blocks for a moment.
   *
   * @param displayName as in the environment's {@code DISPLAY}
   * @param listener told on the input's own thread
   * @throws IOException if there is no such display, or it lacks XInput 2.2 or XKB
   */
  public X11Input(String displayName, Listener listener) throws IOException {
    this.listener = listener;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> Thread.ofPlatform().daemon().name("keyboard " + displayName).unstarted(work));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    display = new X11Display(displayName, event -> run(() -> event(event)));
    boolean done = false;
    try {
      windows = new X11Windows(display);
      pointer = new X11Pointer(display);
      input = new XInput2(display, extension("XInputExtension")[0]);
      int[] keyboards = extension("XKEYBOARD");
      xkb = keyboards[0];
      xkbEvent = keyboards[1];
      if (!input.isRecent() || !XkbKeymap.use(display, xkb)) {
        throw new IOException("the X server's input extensions are too old");
      }
      keyboard = input.masterKeyboard();
      ByteBuffer select = X11Display.request(xkb, XKB_SELECT_EVENTS, 16);
      select.putShort((short) 0x100).putShort((short) NEW_KEYBOARD_AND_MAP).putShort((short) 0);
      select.putShort((short) 1).putShort((short) 0xff).putShort((short) 0xff);
      display.send(select);
      keymap = XkbKeymap.read(display, xkb);
      done = true;
    } finally {
      if (!done) {
        display.close();
        thread.shutdownNow();
      }
    }
  }

  private int[] extension(String name) throws IOException {
    return display
        .extension(name)
        .orElseThrow(() -> new IOException("the X server has no " + name));
  }

  private void run(Work work) {
    try {
      thread.execute(() -> attempt(work));
    } catch (RejectedExecutionException e) {
      ended = true; // closed by us
    }
  }

  private void attempt(Work work) {
    if (ended) {
      return;
    }
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      end();
    }
  }

  private void end() {
    ended = true;
    display.close();
    listener.ended();
  }

  @Override
  public void watch() {
    run(() -> {
      wantWindow = true;
      watch(WATCH_TRIES);
    });
  }

  private void watch(int tries) throws IOException {
    if (!wantWindow) {
      return;
    }
    int has = windows.focus();
    int mine = windows.ofThisProgram(has);
    if (mine == 0 && tries > 0) {
      // JavaFX tells of the focus that it has asked for, which the server may not have given yet.
      later(() -> watch(tries - 1));
      return;
    }
    if (mine == 0) {
      lose();
      return;
    }
    if (mine != window || has != focus) {
      deselect();
      wantWindow = true;
      window = mine;
      focus = has;
      // A key goes to the innermost of them in which anyone has asked for keys.
      for (int each : new int[] {window, focus}) {
        input.select(
            each, XInput2.KEY_PRESS, XInput2.KEY_RELEASE, XInput2.FOCUS_IN, XInput2.FOCUS_OUT);
      }
    }
    listener.watching();
    grab();
  }

  private void later(Work work) {
    var _ = thread.schedule(() -> attempt(work), RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void deselect() throws IOException {
    wantWindow = false;
    if (window != 0) {
      input.select(window);
      input.select(focus);
    }
    window = 0;
    focus = 0;
  }

  @Override
  public void checkFocus() {
    run(this::check);
  }

  private void check() throws IOException {
    if (window != 0 && !windows.isWithin(windows.focus(), window)) {
      lose();
    }
  }

  private void lose() throws IOException {
    deselect();
    giveBack();
    listener.focusLost();
  }

  @Override
  public void ignore() {
    run(() -> {
      deselect();
      giveBack();
    });
  }

  private void giveBack() throws IOException {
    wantKeyboard = false;
    wantPointer = false;
    grab();
  }

  @Override
  public void captureKeyboard(boolean capture) {
    run(() -> {
      wantKeyboard = capture;
      grab();
    });
  }

  @Override
  public void capturePointer(boolean capture) {
    run(() -> {
      wantPointer = capture;
      grab();
    });
  }

  @Override
  public boolean capturesPointer() {
    return true;
  }

  /** Makes what we have what we want, and tries again soon while another program has it. */
  private void grab() throws IOException {
    boolean hadKeyboard = hasKeyboard;
    boolean hadPointer = hasPointer;
    boolean again = false;
    if (wantKeyboard && !hasKeyboard && window != 0) {
      announce();
      hasKeyboard = input.grabKeyboard(keyboard, window) == XInput2.SUCCESS;
      again = !hasKeyboard;
    } else if (!wantKeyboard && hasKeyboard) {
      input.ungrab(keyboard);
      hasKeyboard = false;
    }
    if (wantPointer && !hasPointer && window != 0) {
      hasPointer = pointer.grab(window) == XInput2.SUCCESS;
      again |= !hasPointer;
      if (hasPointer) {
        input.startMoving();
        input.select(display.root(), XInput2.RAW_MOTION);
      }
    } else if (!wantPointer && hasPointer) {
      pointer.ungrab();
      input.select(display.root());
      hasPointer = false;
    }
    if (again) {
      later(this::grab);
    }
    if (hadKeyboard != hasKeyboard || hadPointer != hasPointer) {
      listener.captured(hasKeyboard, hasPointer);
    }
  }

  /** Tells XWayland that the window wants the keyboard; the compositor may ask its user. */
  private void announce() throws IOException {
    ByteBuffer request = X11Display.request(SEND_EVENT, 0, 44);
    request.putInt(display.root()).putInt(SUBSTRUCTURE);
    request.put((byte) CLIENT_MESSAGE).put((byte) 32).putShort((short) 0).putInt(window);
    request.putInt(display.atom("_XWAYLAND_MAY_GRAB_KEYBOARD")).putInt(1);
    display.send(request);
  }

  @Override
  public void askLocks() {
    run(() -> {
      int locked = XkbKeymap.lockedModifiers(display, xkb);
      listener.locks((locked & XkbKeymap.LOCK) != 0, (locked & keymap.numLock()) != 0);
    });
  }

  private void event(ByteBuffer event) throws IOException {
    if (event.capacity() == 0) {
      end();
      return;
    }
    int type = event.get(0) & 0x7f;
    if (type == GENERIC_EVENT && (event.get(1) & 0xff) == input.opcode()) {
      extended(event);
    } else if (type == BUTTON_PRESS || type == BUTTON_RELEASE) {
      button(type == BUTTON_PRESS, event.get(1) & 0xff);
    } else if (type == MAPPING_NOTIFY || (type == xkbEvent && event.get(1) <= 1)) {
      keymap = XkbKeymap.read(display, xkb);
    }
  }

  private void extended(ByteBuffer event) throws IOException {
    int type = event.getShort(8);
    switch (type) {
      case XInput2.KEY_PRESS, XInput2.KEY_RELEASE -> {
        int code = event.getInt(16);
        int modifiers = event.getInt(72) & 0xff;
        int keysym = keymap.keysym(code, modifiers, event.get(79) & 3);
        listener.key(type == XInput2.KEY_PRESS, keymap.scanCode(code), keysym, code);
      }
      case XInput2.FOCUS_OUT -> check();
      case XInput2.RAW_MOTION -> {
        if (hasPointer) {
          int[] moved = input.movement(event);
          if (moved[0] != 0 || moved[1] != 0) {
            listener.moved(moved[0], moved[1]);
          }
        }
      }
      default -> {}
    }
  }

  /** X counts left, middle, right, the wheel up, down, left, right, back and forward from 1. */
  private void button(boolean down, int button) {
    if (hasPointer && button >= 1 && button <= 9) {
      listener.button(down, button - 1);
    }
  }

  /** Gives back what is captured, at once. */
  @Override
  public void close() {
    // The server gives back all that a client has when it goes.
    display.close();
    thread.shutdownNow();
  }
}
