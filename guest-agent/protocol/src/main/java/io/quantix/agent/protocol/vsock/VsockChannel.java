package io.quantix.agent.protocol.vsock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection between a virtual machine and its host. One thread may read while another writes;
 * closing it wakes both.
 */
public final class VsockChannel implements ByteChannel {
  private static final int BUFFER = 64 * 1024;

  private final int fd;
  private final VsockAddress peer;
  private final Direction reading = new Direction("vsock-read");
  private final Direction writing = new Direction("vsock-write");
  private int users;
  private boolean closed;

  VsockChannel(int fd, VsockAddress peer) {
    this.fd = fd;
    this.peer = peer;
  }

  /**
   * Connects.
   *
   * @throws VsockUnavailableException if this system has no such sockets
   * @throws IOException if nobody takes the connection in that time
   */
  public static VsockChannel connect(VsockAddress to, Duration limit) throws IOException {
    return connect(VsockAddress.FAMILY, to.bytes(), to, limit);
  }

  static VsockChannel connect(int family, byte[] address, VsockAddress name, Duration limit)
      throws IOException {
    int fd = open(family);
    try {
      if (family == VsockAddress.FAMILY) {
        takePrivilegedPort(fd);
      }
      int result = SocketCalls.connect(fd, address);
      if (result == -SocketCalls.EINPROGRESS) {
        int ready = SocketCalls.awaitWritable(fd, (int) Math.min(limit.toMillis(), 1 << 30));
        if (ready == 0) {
          throw new IOException("Nobody takes connections at " + name + " in time");
        }
        result = ready < 0 ? ready : SocketCalls.outcome(fd);
      }
      check(result, "connect to " + name);
      check(SocketCalls.blocking(fd), "connect to " + name);
      return new VsockChannel(fd, name);
    } catch (IOException e) {
      SocketCalls.close(fd);
      throw e;
    }
  }

  static int open(int family) throws IOException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new VsockUnavailableException("Only Linux has VSOCK here");
    }
    int fd = SocketCalls.socket(family);
    if (fd < 0) {
      throw new VsockUnavailableException("This system has no VSOCK (error " + -fd + ")");
    }
    return fd;
  }

  /** By which the other end knows root; without the right to it, any port does. */
  private static void takePrivilegedPort(int fd) throws IOException {
    for (int port = VsockAddress.FIRST_ORDINARY_PORT - 1; port >= 512; port--) {
      int result = SocketCalls.bind(fd, new VsockAddress(VsockAddress.ANY, port).bytes());
      if (result == 0 || result == -SocketCalls.EACCES) {
        return;
      }
      if (result != -SocketCalls.EADDRINUSE) {
        check(result, "take port " + port);
      }
    }
  }

  static void check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException("Cannot " + what + " (error " + -result + ")");
    }
  }

  /** Its other end. */
  public VsockAddress peer() {
    return peer;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    return reading.run(buffer -> {
      int most = Math.min(into.remaining(), BUFFER);
      long count = SocketCalls.receive(fd, buffer, most);
      while (count == -SocketCalls.EINTR) {
        count = SocketCalls.receive(fd, buffer, most);
      }
      if (count > 0) {
        into.put(buffer.asSlice(0, count).asByteBuffer());
      }
      return count == 0 ? -1 : done(count, "read");
    });
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      return 0;
    }
    return writing.run(buffer -> {
      int length = Math.min(from.remaining(), BUFFER);
      buffer.asByteBuffer().put(from.slice(from.position(), length));
      long count = SocketCalls.send(fd, buffer, length);
      while (count == -SocketCalls.EINTR) {
        count = SocketCalls.send(fd, buffer, length);
      }
      int written = done(count, "write");
      from.position(from.position() + written);
      return written;
    });
  }

  private static int done(long count, String what) throws IOException {
    if (count < 0) {
      throw new IOException("Cannot " + what + " (error " + -count + ")");
    }
    return (int) count;
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      SocketCalls.shutdown(fd);
      if (users > 0) {
        // Its number must not be another's while somebody is still in a call with it.
        return;
      }
    }
    release();
  }

  private synchronized void enter() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    users++;
  }

  private void leave() {
    synchronized (this) {
      users--;
      if (!closed || users > 0) {
        return;
      }
    }
    release();
  }

  private void release() {
    SocketCalls.close(fd);
    reading.release();
    writing.release();
  }

  /** What is done in one direction. */
  @FunctionalInterface
  private interface Transfer {
    int with(MemorySegment buffer) throws IOException;
  }

  /** One direction: its buffer, and the thread that waits in place of a virtual one. */
  private final class Direction {
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER, ValueLayout.JAVA_LONG.byteSize());
    private @org.jspecify.annotations.Nullable ExecutorService waiting;

    Direction(String name) {
      this.name = name;
    }

    int run(Transfer transfer) throws IOException {
      lock.lock();
      try {
        enter();
        try {
          return Thread.currentThread().isVirtual() ? elsewhere(transfer) : transfer.with(buffer);
        } finally {
          leave();
        }
      } finally {
        lock.unlock();
      }
    }

    /** A virtual thread in a call of the C library would hold its carrier. */
    private int elsewhere(Transfer transfer) throws IOException {
      ExecutorService thread = waiting;
      if (thread == null) {
        thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
        waiting = thread;
      }
      var result = thread.submit(() -> transfer.with(buffer));
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return result.get();
          } catch (InterruptedException e) {
            // It goes on until the channel is closed, as a read of any other socket does.
            interrupted = true;
          } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
              throw failed;
            }
            throw new IllegalStateException(e.getCause());
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    void release() {
      lock.lock();
      try {
        if (waiting != null) {
          waiting.shutdown();
        }
        arena.close();
      } finally {
        lock.unlock();
      }
    }
  }
}
