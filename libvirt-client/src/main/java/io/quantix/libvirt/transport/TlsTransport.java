package io.quantix.libvirt.transport;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.LibvirtException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.2 or 1.3 ({@code qemu+tls://host}), both sides with certificates. After the handshake the
 * daemon, once it has looked at ours, sends one byte of value 1 (libvirt's virnetserverclient.c).
 */
public final class TlsTransport implements ByteTransport {
  /** libvirt's own port. */
  static final int PORT = 16514;

  // Between a polite end and one that the peer cannot hold up.
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final SocketChannel raw;
  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String peer;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private byte[] piece = new byte[0];

  private TlsTransport(SocketChannel raw, SSLSocket socket, String peer) throws IOException {
    this.raw = raw;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.peer = peer;
  }

  /**
   * Connects and proves both sides to each other.
   *
   * @throws LibvirtException of kind UNREACHABLE; UNTRUSTED if the host's certificate is wrong or
   *     cannot be checked; DENIED if ours is wrong, missing or refused
   */
  public static TlsTransport connect(String text, ConnectionUri uri, ConnectOptions options)
      throws LibvirtException {
    String host = TcpTransport.remoteHost(text, uri);
    int port = uri.port().orElse(PORT);
    long deadline = System.nanoTime() + options.connectTimeout().toNanos();
    TlsFiles files = TlsFiles.of(text, uri);
    Optional<HostVerifier> verifier =
        uri.isSet("no_verify") ? Optional.empty() : Optional.of(HostVerifier.of(host, files));
    Optional<ClientIdentity> identity = ClientIdentity.read(files, !uri.isSet("no_sanity"));
    SSLContext context = context(verifier, identity);
    SSLParameters parameters = context.getDefaultSSLParameters();
    Optional<String> priority =
        Optional.ofNullable(uri.parameters().get("tls_priority")).filter(each -> !each.isBlank());
    TlsPriority.apply(priority, parameters, text);
    SocketChannel raw = TcpSockets.connect(host, port, deadline);
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> watch =
        Deadlines.after(
            Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())),
            () -> {
              late.set(true);
              closeQuietly(raw);
            });
    TlsFailures failures = new TlsFailures(host + ":" + port, files, verifier, identity, priority);
    boolean shaken = false;
    boolean done = false;
    try {
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(raw.socket(), host, port, true);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      shaken = true;
      TlsTransport transport = new TlsTransport(raw, socket, host + ":" + port);
      int verdict = transport.in.read();
      if (verdict < 0) {
        throw new EOFException();
      }
      if (verdict != 1) {
        throw failures.strange(verdict);
      }
      done = true;
      return transport;
    } catch (IOException | RuntimeException e) {
      throw failures.of(e, shaken, late.get(), options.connectTimeout());
    } finally {
      watch.cancel(false);
      if (!done) {
        closeQuietly(raw);
      }
    }
  }

  private static SSLContext context(
      Optional<HostVerifier> verifier, Optional<ClientIdentity> identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity.map(one -> new KeyManager[] {one.shown()}).orElse(new KeyManager[0]),
          new TrustManager[] {verifier.map(TrustManager.class::cast).orElse(new Anybody())},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Whoever waits on it is told all the same.
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (into.hasArray()) {
      int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      if (count > 0) {
        into.position(into.position() + count);
      }
      return count;
    }
    if (piece.length == 0) {
      piece = new byte[16 * 1024];
    }
    int count = in.read(piece, 0, Math.min(piece.length, into.remaining()));
    if (count > 0) {
      into.put(piece, 0, count);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    byte[] bytes;
    int offset = 0;
    int length = from.remaining();
    if (from.hasArray()) {
      bytes = from.array();
      offset = from.arrayOffset() + from.position();
      from.position(from.limit());
    } else {
      bytes = new byte[length];
      from.get(bytes);
    }
    writing.lock();
    try {
      out.write(bytes, offset, length);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public boolean confidential() {
    return true;
  }

  // Java's own close waits for a writer that the peer keeps waiting; closing the socket below ends
  // reader and writer at once. The daemon's log is spared a broken connection where that is free.
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (writing.tryLock()) {
      ScheduledFuture<?> watch = Deadlines.after(FAREWELL, () -> closeQuietly(raw));
      try {
        socket.shutdownOutput();
      } catch (IOException e) {
        // It is gone already.
      } finally {
        watch.cancel(false);
        writing.unlock();
      }
    }
    raw.close();
  }
}
