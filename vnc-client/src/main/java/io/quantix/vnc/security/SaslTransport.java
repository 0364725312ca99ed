package io.quantix.vnc.security;

import io.quantix.vnc.transport.TransportLayer;
import io.quantix.vnc.transport.VncTransport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;

/**
 * The security layer of a SASL mechanism (RFC 4422, 3.7): each piece is a length of four bytes and
 * what the mechanism made of the data.
 */
final class SaslTransport extends TransportLayer {
  private static final int PIECE = 65_536;

  private final SaslClient client;
  // The two directions share state in Java's mechanisms.
  private final ReentrantLock layer = new ReentrantLock();
  // Keeps pieces in order; not held by the reader, who must not wait for a server that does not.
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer received = ByteBuffer.allocate(2 * PIECE).limit(0);
  private final byte[] piece = new byte[PIECE];
  private final byte[] outgoing;
  private ByteBuffer unwrapped = ByteBuffer.allocate(0);

  /** Over another transport, by a completed exchange. */
  SaslTransport(VncTransport below, SaslClient client) {
    super(below);
    this.client = client;
    // What the other side takes at once; a mechanism that does not say takes a page.
    Object size = client.getNegotiatedProperty(Sasl.RAW_SEND_SIZE);
    int most = size instanceof String text ? Integer.parseInt(text) : 4096;
    outgoing = new byte[Math.clamp(most, 1, PIECE)];
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!unwrapped.hasRemaining()) {
      if (!received.hasRemaining() && !more()) {
        return -1;
      }
      need(4);
      int length = received.getInt();
      if (length < 1 || length > PIECE) {
        throw new IOException(
            "a piece of "
                + Integer.toUnsignedString(length)
                + " bytes was announced in the SASL layer, and at most "
                + PIECE
                + " is accepted");
      }
      need(length);
      received.get(piece, 0, length);
      layer.lock();
      try {
        unwrapped = ByteBuffer.wrap(client.unwrap(piece, 0, length));
      } finally {
        layer.unlock();
      }
    }
    int count = Math.min(unwrapped.remaining(), into.remaining());
    into.put(unwrapped.slice(unwrapped.position(), count));
    unwrapped.position(unwrapped.position() + count);
    return count;
  }

  private void need(int bytes) throws IOException {
    while (received.remaining() < bytes) {
      if (!more()) {
        throw new EOFException(peer() + " ended the connection in the middle of a piece");
      }
    }
  }

  private boolean more() throws IOException {
    received.compact();
    try {
      return below.read(received) >= 0;
    } finally {
      received.flip();
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    writing.lock();
    try {
      while (from.hasRemaining()) {
        int count = Math.min(outgoing.length, from.remaining());
        from.get(outgoing, 0, count);
        byte[] wrapped = wrap(count);
        below.write(
            ByteBuffer.allocate(4 + wrapped.length).putInt(wrapped.length).put(wrapped).flip());
      }
    } finally {
      writing.unlock();
    }
  }

  private byte[] wrap(int count) throws IOException {
    layer.lock();
    try {
      return client.wrap(outgoing, 0, count);
    } finally {
      layer.unlock();
    }
  }

  @Override
  public boolean confidential() {
    return true;
  }
}
