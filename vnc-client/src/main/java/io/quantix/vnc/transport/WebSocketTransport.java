package io.quantix.vnc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A transport over the binary messages of a WebSocket (RFC 6455), over another transport. A ping is
 * answered by whichever thread may write, so that one who reads never waits for one who writes.
 */
final class WebSocketTransport implements VncTransport {
  private static final int CHUNK = 16 * 1024;
  private static final int HEADER = 14;
  private static final int LAST_FRAME = 0x80;
  private static final int BINARY = 2;
  private static final int MASKED = 0x80;
  private static final int NORMAL = 1000;
  private static final Duration GOODBYE = Duration.ofMillis(200);

  private final VncTransport under;
  private final String peer;
  private final SecureRandom random;
  private final WebSocketFrames frames;
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer out = ByteBuffer.allocateDirect(HEADER + CHUNK);
  private final AtomicReference<byte @Nullable []> pong = new AtomicReference<>();
  private final AtomicBoolean closeSent = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  WebSocketTransport(VncTransport under, String peer, SecureRandom random) {
    this.under = under;
    this.peer = peer;
    this.random = random;
    frames =
        new WebSocketFrames(
            under,
            peer,
            new WebSocketFrames.Control() {
              @Override
              public void ping(ByteBuffer payload) throws IOException {
                byte[] copy = new byte[payload.remaining()];
                payload.get(copy);
                // Only the last of several has to be answered (RFC 6455 5.5.3).
                pong.set(copy);
                sendPong();
              }

              @Override
              public void closed() {
                sayGoodbye();
              }
            });
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return frames.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    writing.lock();
    try {
      while (from.hasRemaining()) {
        int length = Math.min(CHUNK, from.remaining());
        frame(BINARY, from.slice(from.position(), length));
        from.position(from.position() + length);
      }
    } finally {
      writing.unlock();
    }
    sendPong();
  }

  /** Sends what a ping waits for, unless somebody writes, who will send it afterwards. */
  private void sendPong() throws IOException {
    while (pong.get() != null && writing.tryLock()) {
      try {
        byte[] payload = pong.getAndSet(null);
        if (payload != null) {
          frame(WebSocketFrames.PONG, ByteBuffer.wrap(payload));
        }
      } finally {
        writing.unlock();
      }
    }
  }

  /** Sends one whole frame; for who holds the lock. */
  private void frame(int opcode, ByteBuffer payload) throws IOException {
    int length = payload.remaining();
    int key = random.nextInt();
    out.clear().order(ByteOrder.BIG_ENDIAN);
    out.put((byte) (LAST_FRAME | opcode));
    if (length < 126) {
      out.put((byte) (MASKED | length));
    } else {
      // A chunk is shorter than what two bytes can say.
      out.put((byte) (MASKED | 126)).putShort((short) length);
    }
    out.putInt(key);
    mask(payload, key, out);
    under.write(out.flip());
  }

  /** Every byte of the payload with its byte of the key (RFC 6455 5.3), eight at a time. */
  static void mask(ByteBuffer payload, int key, ByteBuffer into) {
    long wide = ((long) key << 32) | (key & 0xffffffffL);
    ByteBuffer from = payload.order(ByteOrder.BIG_ENDIAN);
    while (from.remaining() >= Long.BYTES) {
      into.putLong(from.getLong() ^ wide);
    }
    for (int shift = 24; from.hasRemaining(); shift = (shift - 8) & 31) {
      into.put((byte) (from.get() ^ (key >> shift)));
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public boolean confidential() {
    return under.confidential();
  }

  @Override
  public String encryption() {
    return under.encryption();
  }

  /**
   * Says goodbye if that can be done at once: a server that does not read any more must not hold up
   * who closes.
   */
  private void sayGoodbye() {
    if (!closeSent.compareAndSet(false, true)) {
      return;
    }
    Thread goodbye = Thread.ofVirtual().name("websocket goodbye").start(this::sendClose);
    try {
      goodbye.join(GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendClose() {
    if (writing.tryLock()) {
      try {
        frame(WebSocketFrames.CLOSE, ByteBuffer.allocate(2).putShort((short) NORMAL).flip());
      } catch (IOException e) {
        // Who is gone needs no goodbye.
        closed.set(true);
      } finally {
        writing.unlock();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      sayGoodbye();
    }
    under.close();
  }
}
