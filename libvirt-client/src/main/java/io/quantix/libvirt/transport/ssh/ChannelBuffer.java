package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one channel and is not read yet. JSch's one thread writes it for all channels
 * of a connection, and JSch opens the channel's window again whether anybody reads or not. So on a
 * connection that is shared, writing never waits, and a channel with more than its limit unread is
 * ended, alone; on one that carries a single stream, writing waits, which holds the host back.
 */
final class ChannelBuffer extends OutputStream {
  /** Most bytes that wait for the reader of a channel that shares its connection. */
  static final int MOST = 64 << 20;

  /** Most bytes that wait where the host is held back. */
  static final int MOST_HELD = 8 << 20;

  private static final int FIRST = 64 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int most;
  private final boolean holdsBack;
  private byte[] ring = new byte[FIRST];
  private int start;
  private int size;
  private boolean ended;
  private @Nullable IOException failure;

  /**
   * Makes an empty one.
   *
   * @param most bytes that may wait for a reader
   * @param holdsBack whether more than that waits to be written, else the channel is ended
   */
  ChannelBuffer(int most, boolean holdsBack) {
    this.most = most;
    this.holdsBack = holdsBack;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (holdsBack && size > 0 && (long) size + length > most && !ended && failure == null) {
        changed.awaitUninterruptibly();
      }
      if (ended || failure != null) {
        throw new IOException("nobody reads this channel any more");
      }
      if ((long) size + length > most) {
        failure =
            new IOException("more than " + most + " bytes wait for a reader that is too slow");
        ring = new byte[0];
        size = 0;
        changed.signalAll();
        throw failure;
      }
      grow(size + length);
      int at = (start + size) % ring.length;
      int head = Math.min(length, ring.length - at);
      System.arraycopy(from, offset, ring, at, head);
      System.arraycopy(from, offset + head, ring, 0, length - head);
      size += length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void grow(int needed) {
    if (needed > ring.length) {
      int length = ring.length;
      while (length < needed) {
        length = (int) Math.min((long) most, 2L * length);
      }
      byte[] larger = new byte[length];
      int head = Math.min(size, ring.length - start);
      System.arraycopy(ring, start, larger, 0, head);
      System.arraycopy(ring, 0, larger, head, size - head);
      ring = larger;
      start = 0;
    }
  }

  /** Reads at least one byte, waiting for it; -1 at the end. */
  int read(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      while (size == 0 && !ended && failure == null) {
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        throw failure;
      }
      if (size == 0) {
        return -1;
      }
      int length = Math.min(size, into.remaining());
      int head = Math.min(length, ring.length - start);
      into.put(ring, start, head);
      into.put(ring, 0, length - head);
      start = (start + length) % ring.length;
      size -= length;
      changed.signalAll();
      if (size == 0) {
        start = 0;
        if (ring.length > 16 * FIRST) {
          ring = new byte[FIRST];
        }
      }
      return length;
    } finally {
      lock.unlock();
    }
  }

  /** The other side has ended; what came before can still be read. */
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** This side has ended: whoever reads is told so. */
  void abandon() {
    lock.lock();
    try {
      if (failure == null) {
        failure = new AsynchronousCloseException();
      }
      ended = true;
      size = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
