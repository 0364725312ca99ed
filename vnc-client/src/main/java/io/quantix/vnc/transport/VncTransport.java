package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A stream of bytes to and from a VNC server. {@link VncAddress#open} makes one from what people
 * write, a proxy or a WebSocket on the way included. One thread reads while another writes. Closing
 * it, from any thread and more than once, ends a read or a write that waits.
 */
public interface VncTransport extends Closeable {
  /** Reads at least one byte, waiting for it; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes all of it. */
  void write(ByteBuffer from) throws IOException;

  /** Where it leads, for messages: {@code 127.0.0.1:5900}. */
  String peer();

  /**
   * The server's name or address, which its certificate must bear; as in {@link #peer} if nothing
   * else is said, and empty if that is a file.
   */
  default Optional<String> host() {
    return PeerName.host(peer());
  }

  /** Whether nobody on the way can read or change the bytes: a UNIX socket, TLS. */
  default boolean confidential() {
    return false;
  }

  /**
   * What encrypts the bytes on their way: {@code TLSv1.3 TLS_AES_256_GCM_SHA384}; empty if nothing
   * does that this transport knows of.
   */
  default String encryption() {
    return "";
  }

  /**
   * Connects over TCP.
   *
   * @param port the port itself, 5900 and up, not a display's number
   * @throws VncException of kind UNREACHABLE, with the cause and a way out
   */
  static VncTransport tcp(String host, int port, Duration timeout) throws VncException {
    return TcpTransport.connect(host, port, timeout);
  }

  /**
   * Connects to a UNIX socket.
   *
   * @throws VncException of kind UNREACHABLE, with the cause and a way out
   */
  static VncTransport unix(Path socket, Duration timeout) throws VncException {
    return UnixTransport.connect(socket, timeout);
  }

  /**
   * Waits for servers to connect to us, as they do for a listening viewer.
   *
   * @param address where to listen, such as port 5500 of every address of this machine; port 0 for
   *     any free one
   * @throws VncException of kind UNREACHABLE if that cannot be done there
   */
  static ReverseConnections listen(InetSocketAddress address) throws VncException {
    return ReverseConnections.open(address);
  }

  /**
   * Goes over a pair of channels that somebody else has opened, such as those of an SSH forwarding;
   * they may be one object. They must block, and a close must end a read that waits.
   *
   * @param peer where it leads, for messages
   */
  static VncTransport of(ReadableByteChannel in, WritableByteChannel out, String peer) {
    return new ChannelTransport(in, out, peer);
  }
}
