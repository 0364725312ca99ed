package io.quantix.agent.protocol.vsock;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Takes connections, one at a time. */
public final class VsockListener implements Closeable {
  private final int fd;
  private final int port;
  private final int size;

  private VsockListener(int fd, int port, int size) {
    this.fd = fd;
    this.port = port;
    this.size = size;
  }

  /**
   * Listens at a port of this machine.
   *
   * @throws VsockUnavailableException if this system has no such sockets
   * @throws IOException if somebody else has the port
   */
  public static VsockListener open(int port) throws IOException {
    return open(VsockAddress.FAMILY, new VsockAddress(VsockAddress.ANY, port).bytes(), port);
  }

  static VsockListener open(int family, byte[] address, int port) throws IOException {
    int fd = VsockChannel.open(family);
    try {
      String what = "listen at port " + Integer.toUnsignedString(port);
      VsockChannel.check(SocketCalls.bind(fd, address), what);
      VsockChannel.check(SocketCalls.listen(fd, 4), what);
      return new VsockListener(fd, port, address.length);
    } catch (IOException e) {
      SocketCalls.close(fd);
      throw e;
    }
  }

  /** The port that it listens at. */
  public int port() {
    return port;
  }

  /** The address that it was given, as the system has it. */
  byte[] name() throws IOException {
    byte[] own = new byte[size];
    VsockChannel.check(SocketCalls.name(fd, own), "read the address");
    return own;
  }

  /**
   * Waits for a connection.
   *
   * @return null if none comes in that time
   */
  public @org.jspecify.annotations.Nullable VsockChannel accept(Duration limit) throws IOException {
    int ready = SocketCalls.awaitReadable(fd, (int) Math.min(limit.toMillis(), 1 << 30));
    if (ready == 0 || ready == -SocketCalls.EINTR) {
      return null;
    }
    VsockChannel.check(ready, "take a connection");
    byte[] peer = new byte[size];
    int taken = SocketCalls.accept(fd, peer);
    VsockChannel.check(taken, "take a connection");
    return new VsockChannel(taken, VsockAddress.of(peer));
  }

  @Override
  public void close() {
    SocketCalls.close(fd);
  }
}
