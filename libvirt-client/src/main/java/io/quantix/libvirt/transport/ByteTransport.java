package io.quantix.libvirt.transport;

import io.quantix.libvirt.HostTunnel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A stream of bytes to and from a daemon. One thread reads while another writes; neither is ever
 * interrupted. Closing it from a third ends both.
 */
public interface ByteTransport extends Closeable {
  /** Reads at least one byte, waiting for it; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes all of it. */
  void write(ByteBuffer from) throws IOException;

  /**
   * Writes what can be written without waiting, which may be nothing. Any thread may do so, even an
   * interrupted one, but never while another writes.
   */
  default void writeNow(ByteBuffer from) throws IOException {
    // A transport that cannot tell leaves it to the thread that may wait.
  }

  /** Where it leads, for messages. */
  String peer();

  /**
   * Whether nobody on the way can read or change what it carries, so that a password may be sent as
   * it is. No, unless a transport says so.
   */
  default boolean confidential() {
    return false;
  }

  /**
   * Whether the daemon's end is a plain socket. A layer over it may hold bytes that it has taken
   * from the socket already: of two packets in one TLS record libvirt's daemon finds the second
   * only when further bytes come. So each is written by itself where this is not so.
   */
  default boolean isPlain() {
    return false;
  }

  /** A way to open further streams to the daemon's host, where the transport has one. */
  default Optional<HostTunnel> tunnel() {
    return Optional.empty();
  }
}
