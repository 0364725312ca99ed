package io.quantix.libvirt.transport;

import io.quantix.libvirt.HostTunnel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.jspecify.annotations.Nullable;

/**
 * Another transport, in clear at first, then in the security layer of a SASL mechanism (RFC 4422,
 * 3.7: each piece is a length of four bytes and what the mechanism made of the data).
 *
 * <p>The reader may be waiting for bytes when the layer begins, so that which bytes are in it is
 * decided for each packet as it is handed on: in clear one packet of libvirt's protocol at most is
 * given to a read, and all that came behind it is kept back and looked at anew. {@link #secure} is
 * therefore called on the reader's thread, before it reads again after the reply that ended the
 * authentication: nothing that somebody slipped in behind that reply is then taken for the
 * daemon's.
 */
public final class SecurableTransport implements ByteTransport {
  private static final int PIECE = 65_536;

  private final ByteTransport below;
  // The layer's two directions share state in Java's mechanisms.
  private final ReentrantLock layerLock = new ReentrantLock();
  private final ByteBuffer received = ByteBuffer.allocate(64 * 1024).limit(0);
  private ByteBuffer unwrapped = ByteBuffer.allocate(0);
  private int leftOfPacket;
  private volatile @Nullable SaslClient layer;

  /** Begins in clear. */
  public SecurableTransport(ByteTransport below) {
    this.below = below;
  }

  /**
   * From now on everything is in the layer that a completed exchange has agreed on, both ways. On
   * the reader's thread, before it reads again; before anything more is written.
   */
  public void secure(SaslClient completed) {
    layer = completed;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (true) {
      SaslClient now = layer;
      if (now != null) {
        if (!unwrapped.hasRemaining() && !unwrap(now)) {
          return -1;
        }
        int count = move(unwrapped, into, unwrapped.remaining());
        if (count > 0) {
          return count;
        }
      } else {
        // The layer may have begun while this waited, so the bytes are looked at only afterwards.
        if (!received.hasRemaining()) {
          if (!more()) {
            return -1;
          }
        } else if (leftOfPacket == 0) {
          if (received.remaining() < 4) {
            need(4);
          }
          if (layer == null) {
            // The length counts itself; one that cannot be right is the packet reader's to refuse.
            leftOfPacket = Math.max(4, received.getInt(received.position()));
          }
        } else {
          int count = move(received, into, leftOfPacket);
          leftOfPacket -= count;
          return count;
        }
      }
    }
  }

  private boolean unwrap(SaslClient client) throws IOException {
    while (!unwrapped.hasRemaining()) {
      if (!received.hasRemaining() && !more()) {
        return false;
      }
      need(4);
      int length = received.getInt();
      if (length < 1 || length > PIECE) {
        throw new IOException(
            "a piece of "
                + Integer.toUnsignedString(length)
                + " bytes was announced in the security layer; at most "
                + PIECE
                + " are allowed");
      }
      byte[] piece = new byte[length];
      int have = 0;
      while (have < length) {
        need(1);
        int count = Math.min(received.remaining(), length - have);
        received.get(piece, have, count);
        have += count;
      }
      layerLock.lock();
      try {
        unwrapped = ByteBuffer.wrap(client.unwrap(piece, 0, length));
      } finally {
        layerLock.unlock();
      }
    }
    return true;
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

  private static int move(ByteBuffer from, ByteBuffer to, int most) {
    int count = Math.min(Math.min(from.remaining(), to.remaining()), most);
    to.put(from.slice(from.position(), count));
    from.position(from.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    SaslClient now = layer;
    if (now == null) {
      below.write(from);
      return;
    }
    int most = Math.clamp(sendSize(now), 1, PIECE);
    byte[] piece = new byte[Math.min(most, from.remaining())];
    while (from.hasRemaining()) {
      int count = Math.min(piece.length, from.remaining());
      from.get(piece, 0, count);
      byte[] wrapped;
      layerLock.lock();
      try {
        wrapped = now.wrap(piece, 0, count);
      } finally {
        layerLock.unlock();
      }
      below.write(
          ByteBuffer.allocate(4 + wrapped.length).putInt(wrapped.length).put(wrapped).flip());
    }
  }

  // What the other side takes at once; a mechanism that does not say takes a page.
  private static int sendSize(SaslClient client) {
    return client.getNegotiatedProperty(Sasl.RAW_SEND_SIZE) instanceof String size
        ? Integer.parseInt(size)
        : 4096;
  }

  @Override
  public String peer() {
    return below.peer();
  }

  @Override
  public boolean confidential() {
    return layer != null || below.confidential();
  }

  @Override
  public Optional<HostTunnel> tunnel() {
    return below.tunnel();
  }

  @Override
  public void close() throws IOException {
    below.close();
  }
}
