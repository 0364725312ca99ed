package io.quantix.vnc.security;

import io.quantix.vnc.transport.TransportLayer;
import io.quantix.vnc.transport.VncTransport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS by Java's engine over another transport. The engine takes a thread that reads and one that
 * writes at a time; all buffers are made once. No farewell is sent at the end: it could wait for a
 * server that does not read, and RFB has no end that a cut could forge.
 */
final class TlsTransport extends TransportLayer {
  // Some records at once, so that a fast server costs few system calls.
  private static final int RECEIVED = 128 * 1024;

  private final SSLEngine engine;
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer received;
  private final ByteBuffer sealed;
  private final ByteBuffer plain;
  private final int record;

  /** Begins with {@link #shake}. */
  TlsTransport(VncTransport below, SSLEngine engine) {
    super(below);
    this.engine = engine;
    record = engine.getSession().getApplicationBufferSize();
    int packet = engine.getSession().getPacketBufferSize();
    received = ByteBuffer.allocate(Math.max(RECEIVED, 2 * packet)).limit(0);
    sealed = ByteBuffer.allocate(packet);
    plain = ByteBuffer.allocate(record).limit(0);
  }

  /** Shakes hands; on the thread that reads, while nobody writes. */
  void shake() throws IOException {
    engine.beginHandshake();
    while (!done(engine.getHandshakeStatus())) {
      step(engine.getHandshakeStatus());
    }
  }

  private static boolean done(HandshakeStatus status) {
    return status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED;
  }

  private void step(HandshakeStatus status) throws IOException {
    switch (status) {
      case NEED_TASK -> runTasks();
      case NEED_WRAP -> seal(ByteBuffer.allocate(0));
      default -> {
        plain.clear();
        SSLEngineResult result = engine.unwrap(received, plain);
        plain.flip();
        switch (result.getStatus()) {
          case BUFFER_UNDERFLOW -> {
            if (!more()) {
              throw new EOFException("the connection was closed during the TLS handshake");
            }
          }
          case BUFFER_OVERFLOW -> throw new SSLException("a record is too large");
          case CLOSED -> throw new EOFException("the server ended TLS");
          case OK -> {
            // On to the next step.
          }
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      int count = open(into);
      if (count != 0) {
        return count;
      }
    }
    int count = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  /**
   * Opens what is here, waiting for a record at least.
   *
   * @return bytes put into the buffer itself, -1 at the end, 0 if they are in {@link #plain} or
   *     there were none
   */
  private int open(ByteBuffer into) throws IOException {
    int before = into.position();
    while (true) {
      boolean direct = into.remaining() >= record;
      if (!direct && into.position() > before) {
        return into.position() - before;
      }
      if (!direct) {
        plain.clear();
      }
      SSLEngineResult result = engine.unwrap(received, direct ? into : plain);
      if (!direct) {
        plain.flip();
      }
      int count = into.position() - before;
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          if (count > 0) {
            return count;
          }
          if (!more()) {
            return -1;
          }
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record is too large");
        case CLOSED -> {
          return count > 0 ? count : -1;
        }
        case OK -> {
          afterwards(result.getHandshakeStatus());
          if (!direct && plain.hasRemaining()) {
            return 0;
          }
        }
      }
    }
  }

  /** What TLS itself wants amid the data: new keys, tickets. */
  private void afterwards(HandshakeStatus status) throws IOException {
    if (status == HandshakeStatus.NEED_TASK) {
      runTasks();
    }
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      seal(ByteBuffer.allocate(0));
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
        seal(from);
      }
    } finally {
      writing.unlock();
    }
  }

  private void seal(ByteBuffer from) throws IOException {
    writing.lock();
    try {
      sealed.clear();
      SSLEngineResult result = engine.wrap(from, sealed);
      sealed.flip();
      if (sealed.hasRemaining()) {
        below.write(sealed);
      }
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new SSLException("the server has ended TLS");
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean confidential() {
    return true;
  }

  @Override
  public String encryption() {
    return engine.getSession().getProtocol() + " " + engine.getSession().getCipherSuite();
  }
}
