package io.quantix.desktop.console.input;

/**
 * The keyboard and mouse themselves, below what JavaFX tells: each key by its place, left and right
 * apart, dead keys too; keys that the desktop would keep; the mouse's own movement. One of one
 * window; there is none where a system has no way to it that we know. Its methods may be called
 * from any thread and return at once.
 */
public interface PhysicalInput extends AutoCloseable {
  /** Told of it, on a thread of the input's choice. */
  interface Listener {
    /** The keys of the window that has the focus come from here from now on. */
    void watching();

    /**
     * A key goes down, or is repeated, or goes up.
     *
     * @param scanCode its place, QEMU's number; 0 if it is none of a PC keyboard's
     * @param keysym what it types in the present layout
     * @param code the key's own number here, the same for its press and release
     */
    void key(boolean down, int scanCode, int keysym, int code);

    /** The window has lost the focus, or never had it; nothing is captured any more. */
    void focusLost();

    /** What is captured has changed. */
    void captured(boolean keyboard, boolean pointer);

    /** The captured mouse has moved by so much. */
    void moved(int dx, int dy);

    /**
     * A button of the captured mouse.
     *
     * @param bit as in {@link io.quantix.vnc.VncSession#pointer}: 0 left, 3 wheel up, 7 back
     */
    void button(boolean down, int bit);

    /** Which lock keys are on here; the answer to {@link PhysicalInput#askLocks}. */
    void locks(boolean capsLock, boolean numLock);

    /** It is gone, and there will be no more of it. */
    void ended();
  }

  /** JavaFX says that our window has the focus: find it, and tell of its keys. */
  void watch();

  /** JavaFX says that it has lost it; a capture of the keyboard makes it say so, too. */
  void checkFocus();

  /** Stops to tell of keys, and captures nothing any more. */
  void ignore();

  /** Takes every key, those of the desktop's own shortcuts too, or gives them back. */
  void captureKeyboard(boolean capture);

  /**
   * Takes the mouse: it is hidden, stays in the window and tells how it moves; or gives it back.
   */
  void capturePointer(boolean capture);

  /** Whether {@link #capturePointer} takes it. */
  boolean capturesPointer();

  /** Asks for {@link Listener#locks}. */
  void askLocks();

  @Override
  void close();
}
