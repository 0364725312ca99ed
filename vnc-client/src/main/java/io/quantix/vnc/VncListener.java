package io.quantix.vnc;

/**
 * Told of what a server sends, on the session's reader thread: return soon, and copy what is to be
 * kept. Every method does nothing by default.
 */
public interface VncListener {
  /** The session has another framebuffer: the first one, or one of another size. */
  default void resized(Framebuffer framebuffer) {}

  /**
   * An update is complete. The region is reused for the next update.
   *
   * @param dirty what changed, in the framebuffer's coordinates
   */
  default void frame(DirtyRegion dirty) {}

  /** The pointer has another shape. */
  default void cursor(CursorImage cursor) {}

  /** The bell rang. */
  default void bell() {}

  /** The server's clipboard has this text, made safe to show. */
  default void cutText(String text) {}

  /** The server answered {@link VncSession#requestSize}; true if it has done it. */
  default void sizeAnswered(boolean accepted, String message) {}

  /** The session has ended; nothing comes after this. */
  default void closed(VncCloseReason reason) {}
}
