package io.quantix.vnc.security;

import io.quantix.vnc.transport.TransportLayer;
import io.quantix.vnc.transport.VncTransport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The layer of RSA-AES: each message is a length of two bytes, so many bytes under AES-EAX, and a
 * tag of 16; the length is the authenticated header, and a message's number its nonce.
 */
final class EaxTransport extends TransportLayer {
  private static final int HEADER = 2;
  private static final int MOST_IN = 65_535;
  private static final int MOST_OUT = 8192;

  private final AesEax opener;
  private final AesEax sealer;
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer received =
      ByteBuffer.allocate(HEADER + MOST_IN + AesEax.TAG + MOST_OUT).limit(0);
  private final byte[] opened = new byte[MOST_IN];
  private final ByteBuffer plain = ByteBuffer.wrap(opened).limit(0);
  private final byte[] sealed = new byte[HEADER + MOST_OUT + AesEax.TAG];
  private final byte[] outgoing = new byte[MOST_OUT];
  private volatile boolean ended;

  /**
   * Over another transport.
   *
   * @param in the key of what comes
   * @param out the key of what goes
   */
  EaxTransport(VncTransport below, byte[] in, byte[] out) {
    super(below);
    opener = new AesEax(in);
    sealer = new AesEax(out);
  }

  /** What follows is in clear, both ways. On the thread that reads, with nothing read too early. */
  void end() {
    ended = true;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (ended && !plain.hasRemaining()) {
      return inClear(into);
    }
    while (!plain.hasRemaining()) {
      if (!received.hasRemaining() && !more()) {
        return -1;
      }
      need(HEADER);
      int length = received.getShort(received.position()) & 0xffff;
      need(HEADER + length + AesEax.TAG);
      try {
        opener.open(received.array(), received.position(), HEADER, length, opened);
      } catch (GeneralSecurityException e) {
        throw new IOException("what " + peer() + " sent was changed on its way", e);
      }
      received.position(received.position() + HEADER + length + AesEax.TAG);
      plain.limit(length).position(0);
    }
    int count = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  private int inClear(ByteBuffer into) throws IOException {
    if (!received.hasRemaining()) {
      return below.read(into);
    }
    int count = Math.min(received.remaining(), into.remaining());
    into.put(received.slice(received.position(), count));
    received.position(received.position() + count);
    return count;
  }

  private void need(int bytes) throws IOException {
    while (received.remaining() < bytes) {
      if (!more()) {
        throw new EOFException(peer() + " ended the connection in the middle of a message");
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
    if (ended) {
      below.write(from);
      return;
    }
    writing.lock();
    try {
      while (from.hasRemaining()) {
        int count = Math.min(MOST_OUT, from.remaining());
        from.get(outgoing, 0, count);
        sealed[0] = (byte) (count >> 8);
        sealed[1] = (byte) count;
        int end = sealer.seal(outgoing, count, sealed, HEADER);
        below.write(ByteBuffer.wrap(sealed, 0, end));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java cannot do AES", e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean confidential() {
    return !ended || super.confidential();
  }
}
