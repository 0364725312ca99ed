package io.quantix.vnc.security;

import io.quantix.vnc.VncException;
import io.quantix.vnc.transport.TransportLayer;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * TLS 1.2 with whoever answers: the server shows no certificate, so that it keeps out who listens
 * and not who stands between. Java's own TLS has that switched off for the whole process; Bouncy
 * Castle's has not. Its engine is used under a lock, the network never.
 */
final class AnonymousTls extends TransportLayer {
  private static final int PIECE = 16 * 1024;

  private final TlsClientProtocol engine = new TlsClientProtocol();
  private final AnonymousClient client = new AnonymousClient();
  // Guards the engine.
  private final ReentrantLock lock = new ReentrantLock();
  // Keeps records in the order in which the engine made them.
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer received = ByteBuffer.allocate(PIECE);
  private final byte[] piece = new byte[PIECE];
  private final byte[] opened = new byte[PIECE];
  private final byte[] sealed = new byte[2 * PIECE];

  private AnonymousTls(VncTransport below) {
    super(below);
  }

  /**
   * Puts TLS on the connection.
   *
   * @throws VncException of kind TRANSPORT if there is no common TLS
   */
  static void begin(SecurityExchange exchange) throws VncException {
    AnonymousTls tls = exchange.protect("TLS", AnonymousTls::new);
    try {
      tls.shake();
    } catch (IOException | RuntimeException e) {
      throw failure(exchange.peer(), e);
    }
    exchange.encryption(tls.client.agreed() + " (anonymous)");
  }

  private static VncException failure(String peer, Exception e) {
    String hint = "The server's log may say more; a certificate (X509) is the safer way.";
    return switch (e) {
      case TlsFatalAlertReceived alert ->
          new VncException(
              VncException.Kind.TRANSPORT,
              peer
                  + " and this machine find no common anonymous TLS ("
                  + AlertDescription.getName(alert.getAlertDescription()).replace('_', ' ')
                  + ")",
              hint,
              e);
      case TlsFatalAlert alert ->
          new VncException(
              VncException.Kind.PROTOCOL,
              "what "
                  + peer
                  + " sent is no anonymous TLS that is accepted ("
                  + AlertDescription.getName(alert.getAlertDescription()).replace('_', ' ')
                  + ")",
              hint,
              e);
      case EOFException end ->
          new VncException(
              VncException.Kind.TRANSPORT,
              peer + " ended the connection during the TLS handshake",
              hint,
              end);
      default ->
          new VncException(
              e instanceof RuntimeException
                  ? VncException.Kind.PROTOCOL
                  : VncException.Kind.TRANSPORT,
              "TLS with " + peer + " failed: " + SafeText.line(String.valueOf(e.getMessage())),
              hint,
              e);
    };
  }

  private void shake() throws IOException {
    lock.lock();
    try {
      engine.connect(client);
    } finally {
      lock.unlock();
    }
    flush();
    while (engine.isHandshaking()) {
      if (!more()) {
        throw new EOFException("the connection was closed during the TLS handshake");
      }
    }
  }

  /** Gives the engine what comes next, and sends what it has to say to it. */
  private boolean more() throws IOException {
    received.clear();
    if (below.read(received) < 0) {
      return false;
    }
    lock.lock();
    try {
      engine.offerInput(received.array(), 0, received.position());
    } finally {
      lock.unlock();
    }
    try {
      flush();
    } catch (IOException e) {
      // The answer to the server's farewell, which it may not wait for.
      if (!engine.isClosed()) {
        throw e;
      }
    }
    return true;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (true) {
      int count;
      lock.lock();
      try {
        count =
            Math.min(Math.min(opened.length, into.remaining()), engine.getAvailableInputBytes());
        if (count > 0) {
          engine.readInput(opened, 0, count);
        } else if (engine.isClosed()) {
          return -1;
        }
      } finally {
        lock.unlock();
      }
      if (count > 0) {
        into.put(opened, 0, count);
        return count;
      }
      if (!more()) {
        return -1;
      }
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    writing.lock();
    try {
      while (from.hasRemaining()) {
        int count = Math.min(piece.length, from.remaining());
        from.get(piece, 0, count);
        lock.lock();
        try {
          engine.writeApplicationData(piece, 0, count);
        } finally {
          lock.unlock();
        }
        flush();
      }
    } finally {
      writing.unlock();
    }
  }

  private void flush() throws IOException {
    writing.lock();
    try {
      while (true) {
        int count;
        lock.lock();
        try {
          count = Math.min(engine.getAvailableOutputBytes(), sealed.length);
          if (count > 0) {
            engine.readOutput(sealed, 0, count);
          }
        } finally {
          lock.unlock();
        }
        if (count == 0) {
          return;
        }
        below.write(ByteBuffer.wrap(sealed, 0, count));
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean confidential() {
    return true;
  }
}
