package io.quantix.vnc;

import java.nio.ByteBuffer;
import java.util.List;

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

  /** The server's clipboard has a text, which {@link VncSession#requestClipboard} fetches. */
  default void clipboardOffered() {}

  /** The desktop has another name, made safe to show. */
  default void named(String name) {}

  /** The desktop is made of these screens now. */
  default void screens(List<VncScreen> screens) {}

  /** The server has moved the pointer itself. */
  default void pointerAt(int x, int y) {}

  /** The server takes the pointer in another way. */
  default void pointerMode(PointerMode mode) {}

  /** Other lock keys are on in the guest, or it is known for the first time which are. */
  default void leds(LedState leds) {}

  /** The server can do something more ({@link VncSession#can}). */
  default void capability(VncCapability capability) {}

  /** The server will not or cannot do what {@link VncSession#power} asked for. */
  default void powerRefused() {}

  /** Sound begins or ends. */
  default void audioRunning(boolean running) {}

  /**
   * Sound, in the format that {@link VncSession#startAudio} asked for.
   *
   * @param samples reused afterwards
   */
  default void audio(ByteBuffer samples) {}

  /** The server answered {@link VncSession#requestSize}; true if it has done it. */
  default void sizeAnswered(boolean accepted, String message) {}

  /** The session has ended; nothing comes after this. */
  default void closed(VncCloseReason reason) {}
}
