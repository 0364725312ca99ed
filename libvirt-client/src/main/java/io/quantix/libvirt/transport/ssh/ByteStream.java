package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes to and from the host. One thread reads while another writes; closing it from a
 * third ends both and never waits.
 */
interface ByteStream {
  /** Reads at least one byte, waiting for it; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes all of it. */
  void write(ByteBuffer from) throws IOException;

  /** Ends it, at once for this side. */
  void close();

  /** What the other side wrote to its standard error, once the stream has ended; may be empty. */
  String complaint();
}
