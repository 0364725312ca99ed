package io.quantix.libvirt.transport;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.LibvirtException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Bare TCP ({@code qemu+tcp://host}): whoever is on the way reads and changes all of it, unless the
 * daemon asks for SASL with encryption; see {@link SecurableTransport}.
 */
public final class TcpTransport implements ByteTransport {
  /** libvirt's own port. */
  static final int PORT = 16509;

  private final SocketChannel channel;
  private final String peer;

  private TcpTransport(SocketChannel channel, String peer) {
    this.channel = channel;
    this.peer = peer;
  }

  /**
   * Connects.
   *
   * @throws LibvirtException of kind UNREACHABLE
   */
  public static TcpTransport connect(String text, ConnectionUri uri, ConnectOptions options)
      throws LibvirtException {
    String host = remoteHost(text, uri);
    int port = uri.port().orElse(PORT);
    long deadline = System.nanoTime() + options.connectTimeout().toNanos();
    return new TcpTransport(TcpSockets.connect(host, port, deadline), host + ":" + port);
  }

  /** The host that a URI names. */
  static String remoteHost(String text, ConnectionUri uri) throws LibvirtException {
    if (uri.host().isEmpty()) {
      throw ConnectionUri.bad(text, "it names no host");
    }
    return uri.host();
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
    return peer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
