package io.quantix.vnc;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Shown what a server sends after ServerInit (RFB 7.3.2), byte by byte as the decoders get it: with
 * encryption taken off. Called on the session's reader thread, which waits meanwhile.
 */
public interface VncTap {
  /** Looks at nothing. */
  VncTap NONE = new VncTap() {};

  /**
   * The handshake is over.
   *
   * @param width the desktop's width as ServerInit gave it
   * @param height its height
   * @param name its name, made safe to show
   * @param encodings the numbers that the server is told we take, in their order
   */
  default void begun(int width, int height, String name, List<Integer> encodings) {}

  /**
   * More bytes have come; none of them is decoded before this returns.
   *
   * @param bytes reused afterwards
   */
  default void received(ByteBuffer bytes) {}

  /**
   * A message has been decoded, and the framebuffer shows what it says.
   *
   * @param position where it ended, in bytes since ServerInit
   */
  default void decoded(long position) {}
}
