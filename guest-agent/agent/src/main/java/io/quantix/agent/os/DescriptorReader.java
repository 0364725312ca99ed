package io.quantix.agent.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads a descriptor that another process writes to, in one thread, and can be told by another that
 * nobody will write any more: then what is there is read, and no more is waited for. (A pipe has no
 * end while any process that was left behind holds it.)
 */
public final class DescriptorReader implements AutoCloseable {
  private static final int CHUNK = 65_536;
  private static final short READABLE = 1;
  private static final int POLLFD = 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(CHUNK);
  private final MemorySegment entries = arena.allocate(2 * POLLFD, 4);
  private final int descriptor;
  private final int wake;
  private boolean closed;

  /** Takes a descriptor over. */
  public DescriptorReader(int descriptor) throws IOException {
    this.descriptor = descriptor;
    this.wake = Libc.eventfd();
    if (wake < 0) {
      Libc.close(descriptor);
      arena.close();
      throw new IOException("no more descriptors (error " + -wake + ")");
    }
    entries.set(ValueLayout.JAVA_INT, 0, descriptor);
    entries.set(ValueLayout.JAVA_SHORT, 4, READABLE);
    entries.set(ValueLayout.JAVA_INT, POLLFD, wake);
    entries.set(ValueLayout.JAVA_SHORT, POLLFD + 4, READABLE);
  }

  /** Waits for bytes: how many came, or -1 when there will be none. */
  public int read(byte[] into) throws IOException {
    int ready = poll(2, -1);
    boolean finishing = entries.get(ValueLayout.JAVA_SHORT, POLLFD + 6) != 0;
    if (ready > 0 && finishing && poll(1, 0) == 0) {
      return -1;
    }
    long count = Libc.read(descriptor, buffer, Math.min(into.length, CHUNK));
    if (count == -Libc.EINTR || count == -Libc.EAGAIN) {
      return 0;
    }
    if (count == 0 || count == -Libc.EIO) {
      return -1;
    }
    if (count < 0) {
      throw new IOException("reading failed (error " + -count + ")");
    }
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) count);
    return (int) count;
  }

  private int poll(int count, int milliseconds) throws IOException {
    int ready = Libc.poll(entries, count, milliseconds);
    while (ready == -Libc.EINTR) {
      ready = Libc.poll(entries, count, milliseconds);
    }
    if (ready < 0) {
      throw new IOException("waiting failed (error " + -ready + ")");
    }
    return ready;
  }

  /** Nobody will write any more: what is there is read, then comes the end. */
  public synchronized void finish() {
    if (closed) {
      return;
    }
    try (Arena one = Arena.ofConfined()) {
      MemorySegment count = one.allocate(8, 8);
      count.set(ValueLayout.JAVA_LONG, 0, 1);
      long written = Libc.write(wake, count, 8);
      assert written == 8;
    }
  }

  /** Leaves it; by the thread that reads, or after it. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.close(wake);
      Libc.close(descriptor);
      arena.close();
    }
  }
}
