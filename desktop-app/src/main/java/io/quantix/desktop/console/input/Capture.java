package io.quantix.desktop.console.input;

/** When a console takes the keys that the desktop would keep, such as Alt+Tab and the Super key. */
public enum Capture {
  /** Only when asked to, by the host key. */
  ON_REQUEST,
  /** Whenever it fills the screen. */
  FULL_SCREEN,
  /** Whenever it has the focus. */
  FOCUSED
}
