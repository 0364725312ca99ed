package io.quantix.desktop.app;

/**
 * How all consoles take keyboard and pointer.
 *
 * @param capture when the desktop's own keys go to the guest
 * @param hostKey what gives keyboard and mouse back
 * @param dotCursor whether a dot stands for a pointer that the guest hides
 */
public record InputSettings(Capture capture, HostKey hostKey, boolean dotCursor) {
  /** What a first start has. */
  public static final InputSettings INITIAL =
      new InputSettings(Capture.FULL_SCREEN, HostKey.RIGHT_CONTROL, true);

  /**
   * When a console takes the keys that the desktop would keep, such as Alt+Tab and the Super key.
   */
  public enum Capture {
    /** At no time. */
    NEVER,
    /** Only when asked to, by the host key or the menu. */
    ON_REQUEST,
    /** Whenever it fills the screen, and when asked to. */
    FULL_SCREEN,
    /** Whenever it has the focus. */
    FOCUSED
  }

  /** What, pressed and released alone, gives the keyboard and the mouse back to this computer. */
  public enum HostKey {
    /** The right Ctrl. */
    RIGHT_CONTROL,
    /** Ctrl and Alt together. */
    CONTROL_ALT,
    /** The right Windows key. */
    RIGHT_SUPER,
    /** Scroll Lock. */
    SCROLL_LOCK
  }

  /** The same, captured at another time. */
  public InputSettings withCapture(Capture value) {
    return new InputSettings(value, hostKey, dotCursor);
  }

  /** The same with another host key. */
  public InputSettings withHostKey(HostKey value) {
    return new InputSettings(capture, value, dotCursor);
  }

  /** The same, with a dot or none. */
  public InputSettings withDotCursor(boolean value) {
    return new InputSettings(capture, hostKey, value);
  }
}
