package io.quantix.libvirt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * A stream of bytes to or from something on the host: a volume, a console, a channel of a guest.
 * One thread may read while another writes; both wait for the host where they must. {@link #close}
 * from any thread ends both and, if the stream was not finished, gives it up at the host.
 *
 * <p>What goes wrong comes as an {@link IOException} whose cause is the {@link LibvirtException}.
 */
public interface LibvirtStream extends ByteChannel {
  /**
   * Reads at least one byte, waiting for it; a hole of a sparse stream is read as zeros.
   *
   * @return how many; -1 once the host has sent all
   */
  @Override
  int read(ByteBuffer into) throws IOException;

  /** Sends all of it, waiting while the host takes it more slowly than it is written. */
  @Override
  int write(ByteBuffer from) throws IOException;

  /**
   * Passes over a hole, if the next thing of a sparse stream is one; waits for what is next.
   *
   * @return the hole's bytes; 0 if data is next; -1 at the end
   */
  long skipHole() throws IOException;

  /** Sends a hole of a sparse stream. */
  void writeHole(long bytes) throws IOException;

  /**
   * Says that all is read or written, and waits until the host has said the same: only then has an
   * upload been stored.
   *
   * @throws LibvirtException if the host could not do its part
   */
  void finish() throws LibvirtException;

  /** Ends it; what was not finished is given up. Never waits for the host. */
  @Override
  void close();
}
