package io.quantix.agent.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The way to the host: plain bytes that are read and written at the same time, each by a thread.
 */
public interface HostPort extends Closeable {
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
  static HostPort socket(SocketChannel socket) {
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
