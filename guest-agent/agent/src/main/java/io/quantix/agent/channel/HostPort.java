package io.quantix.agent.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The way to the host: plain bytes that are read and written at the same time, each by a thread.
 */
public interface HostPort extends Closeable {
  /** Of a file's mode, as {@code stat(2)} has them. */
  int FILE_TYPE = 0170000;

  /** The type of a socket. */
  int SOCKET = 0140000;

  /** What the host sends. */
  InputStream input() throws IOException;

  /** What is sent to the host; waits while it does not take it, or is not there. */
  OutputStream output() throws IOException;

  /**
   * Whether the end of the input means that no host is connected now, and that one may be later on
   * the same port. A byte that is written then waits for it.
   */
  boolean outlivesItsHost();

  /**
   * The port at that path. A UNIX socket is connected to: where there is no virtio-serial (a
   * container, a test), the host listens at it.
   */
  static HostPort at(Path path) throws IOException {
    if (!isSocket(path)) {
      return device(path);
    }
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.connect(UnixDomainSocketAddress.of(path));
      return socket(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.exists(path)
        && ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == SOCKET;
  }

  /**
   * A virtio-serial port. Linux lets one program open it; a read that waits in it cannot be ended
   * but by ending the process.
   */
  static HostPort device(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    return new HostPort() {
      @Override
      public InputStream input() throws IOException {
        return new java.io.FileInputStream(file.getFD());
      }

      @Override
      public OutputStream output() throws IOException {
        return new java.io.FileOutputStream(file.getFD());
      }

      @Override
      public boolean outlivesItsHost() {
        return true;
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  /** A connected socket, which ends with its host. */
  static HostPort socket(ByteChannel socket) {
    return new HostPort() {
      @Override
      public InputStream input() {
        return Channels.newInputStream(socket);
      }

      @Override
      public OutputStream output() {
        return Channels.newOutputStream(socket);
      }

      @Override
      public boolean outlivesItsHost() {
        return false;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }
}
