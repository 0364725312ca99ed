package io.quantix.vnc.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes to and from a VNC server. One thread reads while others write; writes are made
 * one at a time by the session. Closing it ends a read that waits.
 */
public interface VncTransport extends Closeable {
  /** Reads at least one byte, waiting for it; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes all of it. */
  void write(ByteBuffer from) throws IOException;

  /** Where it leads, for messages: {@code 127.0.0.1:5900}. */
  String peer();
}
