package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/** Reads the payload of one encoding's rectangles. Keeps its state for the life of a session. */
public interface Decoder extends AutoCloseable {
  /**
   * Reads one rectangle and does what it says.
   *
   * @param rectangle its header; inside the surface if the encoding has pixels
   * @throws VncException if the payload breaks the encoding's rules or a limit
   * @throws IOException if the transport fails or ends
   */
  void decode(Rectangle rectangle, WireReader in, Desktop desktop) throws IOException, VncException;

  /** Whether it reads pixels of the picture, all of which must be painted before. */
  default boolean readsPicture() {
    return false;
  }

  /** Frees what is not the garbage collector's to free. */
  @Override
  default void close() {}
}
