package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Waits for servers that connect to us (reverse connections, RFB's listening viewer): the server
 * dials, and still speaks first. Safe for use by several threads; closing ends a wait.
 */
public final class ReverseConnections implements Closeable {
  /** The port on which viewers usually listen. */
  public static final int USUAL_PORT = 5500;

  private static final int QUEUE = 8;

  private final ServerSocketChannel channel;
  private final InetSocketAddress address;

  private ReverseConnections(ServerSocketChannel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  static ReverseConnections open(InetSocketAddress address) throws VncException {
    String where =
        "cannot wait for connections at "
            + VncAddress.hostAndPort(
                address.getAddress() == null
                    ? address.getHostString()
                    : address.getAddress().getHostAddress(),
                address.getPort());
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1024 * 1024);
        channel.bind(address, QUEUE);
        return new ReverseConnections(channel, (InetSocketAddress) channel.getLocalAddress());
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (BindException e) {
      throw Deadline.unreachable(
          where,
          String.valueOf(e.getMessage()),
          "Another program may use this port; choose another one.",
          e);
    } catch (IOException | RuntimeException e) {
      throw Deadline.unreachable(where, String.valueOf(e.getMessage()), "", e);
    }
  }

  /** The port that servers have to connect to. */
  public int port() {
    return address.getPort();
  }

  /**
   * Waits for the next server.
   *
   * @throws VncException of kind UNREACHABLE if this is closed, or the thread interrupted (which
   *     closes it, too)
   */
  public VncTransport accept() throws VncException {
    try {
      while (true) {
        SocketChannel server = channel.accept();
        try {
          TcpTransport.tune(server);
          InetSocketAddress from = (InetSocketAddress) server.getRemoteAddress();
          return VncTransport.of(
              server,
              server,
              VncAddress.hostAndPort(from.getAddress().getHostAddress(), from.getPort()));
        } catch (ClosedChannelException e) {
          server.close();
          throw e;
        } catch (IOException e) {
          // It was gone before we had a look at it; the next one may stay.
          server.close();
        }
      }
    } catch (IOException e) {
      throw Deadline.unreachable(
          "no server has connected to port " + port(), "the wait was ended", "", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
