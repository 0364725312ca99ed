package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What carries an SSH connection: a TCP socket, or a channel of another SSH connection. It is
 * connected before JSch sees it.
 */
final class Carrier implements Proxy {
  private final @Nullable Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Runnable end;

  private Carrier(@Nullable Socket socket, InputStream in, OutputStream out, Runnable end) {
    this.socket = socket;
    this.in = in;
    this.out = out;
    this.end = end;
  }

  /** Connects to a host's port. */
  static Carrier connect(SshTarget target, Patience patience) throws LibvirtException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(target.hostName());
    } catch (UnknownHostException e) {
      throw SshFailures.of(
          LibvirtException.Kind.UNREACHABLE,
          "there is no host of the name '" + target.hostName() + "'",
          "Check the name in the URI, and the network's name server.",
          e);
    }
    IOException last = new IOException("it has no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.connect(
            new InetSocketAddress(address, target.port()), (int) patience.left().toMillis());
        return new Carrier(
            socket, socket.getInputStream(), socket.getOutputStream(), () -> close(socket));
      } catch (IOException e) {
        close(socket);
        last = e;
      }
    }
    throw SshFailures.of(
        LibvirtException.Kind.UNREACHABLE,
        "no SSH server is reached at "
            + target.hostName()
            + ", port "
            + target.port()
            + ": "
            + (last instanceof SocketTimeoutException
                ? "no answer within " + patience.limit().toMillis() + " ms"
                : SshFailures.why(last)),
        "Check that the host is on and runs an SSH server at that port.",
        last);
  }

  /** Goes over a channel of another connection. */
  static Carrier over(ByteStream stream) {
    return new Carrier(
        null,
        new InputStream() {
          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return length == 0 ? 0 : stream.read(ByteBuffer.wrap(into, offset, length));
          }
        },
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] from, int offset, int length) throws IOException {
            stream.write(ByteBuffer.wrap(from, offset, length));
          }
        },
        stream::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Override
  public void connect(@Nullable SocketFactory factory, String host, int port, int timeoutMillis) {}

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public @Nullable Socket getSocket() {
    return socket;
  }

  @Override
  public void close() {
    end.run();
  }
}
