package io.quantix.libvirt.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * A UNIX stream socket. It never blocks in the JDK's sense, so that the interrupt of a thread that
 * writes does not close it; who has to wait does so by a selector.
 */
public final class UnixSocketTransport implements ByteTransport {
  /** Most bytes of a socket's path (sun_path less its end). */
  static final int LONGEST_PATH = 107;

  private final SocketChannel channel;
  private final Path path;
  private final Selector readable;
  // Made when a daemon is first slower than who writes, which most never are.
  private @Nullable Selector writable;
  private volatile boolean closed;

  private UnixSocketTransport(SocketChannel channel, Path path) throws IOException {
    this.channel = channel;
    this.path = path;
    channel.configureBlocking(false);
    this.readable = selector(SelectionKey.OP_READ);
  }

  private Selector selector(int operation) throws IOException {
    Selector selector = Selector.open();
    try {
      channel.register(selector, operation);
      return selector;
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  /**
   * Connects.
   *
   * @param patience for a daemon that does not take its callers: the kernel itself would wait for
   *     ever
   * @throws IOException if nobody listens there or this user may not connect
   */
  public static UnixSocketTransport connect(Path path, Duration patience) throws IOException {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new IOException(
          "the socket's path has " + length + " bytes, a UNIX socket takes " + LONGEST_PATH);
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    ScheduledFuture<?> watch = Deadlines.after(patience, () -> closeQuietly(channel));
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      return new UnixSocketTransport(channel, path);
    } catch (AsynchronousCloseException e) {
      throw new IOException(
          "the daemon has not taken the connection for " + patience.toMillis() + " ms", e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } finally {
      watch.cancel(false);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The one who waits is told all the same.
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = channel.read(into);
    while (count == 0) {
      await(readable);
      count = channel.read(into);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    channel.write(from);
    while (from.hasRemaining()) {
      await(writableSelector());
      channel.write(from);
    }
  }

  @Override
  public void writeNow(ByteBuffer from) throws IOException {
    channel.write(from);
  }

  private void await(Selector selector) throws IOException {
    try {
      selector.select(_ -> {});
    } catch (ClosedSelectorException e) {
      throw (IOException) new AsynchronousCloseException().initCause(e);
    }
    if (closed) {
      throw new AsynchronousCloseException();
    }
    if (Thread.currentThread().isInterrupted()) {
      // Else nothing would ever wait again, and the thread would turn in circles.
      throw new InterruptedIOException("interrupted while waiting for " + path);
    }
  }

  private synchronized Selector writableSelector() throws IOException {
    if (closed) {
      throw new AsynchronousCloseException();
    }
    if (writable == null) {
      writable = selector(SelectionKey.OP_WRITE);
    }
    return writable;
  }

  @Override
  public String peer() {
    return path.toString();
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public boolean confidential() {
    return true;
  }

  // A channel is only closed for good once no selector has it any more.
  @Override
  public void close() throws IOException {
    Selector slow;
    synchronized (this) {
      closed = true;
      slow = writable;
    }
    try {
      channel.close();
    } finally {
      readable.close();
      if (slow != null) {
        slow.close();
      }
    }
  }
}
