package io.quantix.libvirt.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/** A UNIX stream socket. */
public final class UnixSocketTransport implements ByteTransport {
  /** Most bytes of a socket's path (sun_path less its end). */
  static final int LONGEST_PATH = 107;

  private final SocketChannel channel;
  private final Path path;

  private UnixSocketTransport(SocketChannel channel, Path path) {
    this.channel = channel;
    this.path = path;
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
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      channel.write(from);
    }
  }

  @Override
  public String peer() {
    return path.toString();
  }

  @Override
  public boolean confidential() {
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
