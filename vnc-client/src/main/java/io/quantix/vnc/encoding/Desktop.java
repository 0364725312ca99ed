package io.quantix.vnc.encoding;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncException;

/** What rectangles act upon. */
public interface Desktop {
  /** Numbers that a screen has in {@link #screens}: id, x, y, width, height, flags. */
  int SCREEN = 6;

  /** The pixels; another object after {@link #resize}. */
  Surface surface();

  /**
   * The desktop has this size now; the same size is no change.
   *
   * @throws VncException if the size is over the limits
   */
  void resize(int width, int height) throws VncException;

  /**
   * The desktop, in its present size, is made of these screens, and the server takes requests for
   * others.
   *
   * @param numbers {@link #SCREEN} for each; reused afterwards
   */
  void screens(int count, int[] numbers);

  /** The server answered a request for another size (status 0 done, 4 passed on). */
  void sizeAnswered(int status);

  /** The pointer has another shape. */
  void cursor(CursorImage cursor);

  /** The server has moved the pointer to here, which may lie outside. */
  void pointerAt(int x, int y);

  /** The server takes the pointer in this way. */
  void pointerMode(PointerMode mode);

  /** The guest's lock keys: bit 0 scroll, 1 num, 2 caps. */
  void leds(int bits);

  /** The desktop has this name, safe to show. */
  void named(String name);

  /** The server can do this. */
  void supports(VncCapability capability);

  /** The update ends here, whatever its header said. */
  void lastRectangle();
}
