package io.quantix.desktop.console.input;

/**
 * What a system shows a program of its keyboard before windows get it, from when it is made until
 * it is closed.
 */
public interface KeyboardHook extends AutoCloseable {
  /** Told of keys, on the hook's own thread, which must not be held. */
  interface Keys {
    /**
     * A key goes down, or is repeated, or goes up.
     *
     * @param scanCode its place, QEMU's number; 0 if it is none of a PC keyboard's
     * @param keysym what it types in the present layout, 0 if nothing
     * @param code the key's own number here, the same for its press and release
     * @return whether the key is taken from everybody else
     */
    boolean key(boolean down, int scanCode, int keysym, int code);

    /** The system has ended it, and there will be no more keys. */
    void ended();
  }

  /** A system's own way to its keyboard. */
  @FunctionalInterface
  interface Opener {
    /**
     * Begins to tell of keys.
     *
     * @throws java.io.IOException if the system does not let us
     */
    KeyboardHook open(Keys keys) throws java.io.IOException;
  }

  /** Lock keys. */
  record Locks(boolean capsLock, boolean numLock) {}

  /** Whether a window of this program has the focus, by the system's own account; quick. */
  boolean isFocused();

  /** Which lock keys are on; for any thread, quick. */
  Locks locks();

  @Override
  void close();
}
