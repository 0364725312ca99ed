package io.quantix.vnc.input;

/** What takes keys: a session, or a recorder in a test. */
public interface KeySink {
  /**
   * Presses a key; pressed again while down it is an auto-repeat.
   *
   * @param keysym X11 keysym, 0 if there is none
   * @param scanCode XT set 1 code with 0x80 added for keys prefixed by 0xe0 (QEMU's qnum), 0 if
   *     unknown
   */
  void keyDown(int keysym, int scanCode);

  /** Releases a key; one that is not down is ignored. */
  void keyUp(int keysym, int scanCode);
}
