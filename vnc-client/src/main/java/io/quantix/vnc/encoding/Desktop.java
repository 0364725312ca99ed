package io.quantix.vnc.encoding;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncException;

/** What rectangles act upon. */
public interface Desktop {
  /** The pixels; another object after {@link #resize}. */
  Surface surface();

  /**
   * The desktop has this size now; the same size is no change.
   *
   * @throws VncException if the size is over the limits
   */
  void resize(int width, int height) throws VncException;

  /** The server takes requests for another size, and names its screen so. */
  void screen(int id, int flags);

  /** The server answered a request for another size (RFB 7.8.2: status 0 done, 4 passed on). */
  void sizeAnswered(int status);

  /** The pointer has another shape. */
  void cursor(CursorImage cursor);

  /** The server takes scan codes. */
  void takesScanCodes();

  /** The update ends here, whatever its header said. */
  void lastRectangle();
}
