package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.LibvirtStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream that belongs to a call (virnetprotocol.x): data travels in packets of the call's own
 * procedure and serial, an empty one ends a download, and then both sides say that all is well.
 *
 * <p>The protocol has no way to hold the daemon back but not to read from the connection. So data
 * that nobody reads is kept up to a limit; above it a stream with a connection of its own lets that
 * wait, and one that shares its connection is given up, since calls must go on.
 */
final class RpcStream implements LibvirtStream {
  private static final int CHUNK = 262_120;
  private static final int HEADER = 4 + Limits.HEADER;
  // Packets of a stream that wait to be sent: enough to keep the line busy.
  private static final int UNSENT = 4;

  private record Piece(ByteBuffer data, long hole) {}

  private final RpcConnection connection;
  private final StreamRouting streams;
  private final Procedure procedure;
  private final boolean mayWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Piece> incoming = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private int serial;
  private long buffered;
  private int made;
  private long holeLeft;
  private boolean dataEnded;
  private boolean endSaid;
  private boolean done;
  private boolean closed;
  private @Nullable LibvirtException failure;

  /**
   * Makes one for a call that is about to be sent.
   *
   * @param mayWait whether its connection carries nothing else, so that it may be held up
   */
  RpcStream(RpcConnection connection, Procedure procedure, boolean mayWait) {
    this.connection = connection;
    this.streams = connection.streams();
    this.procedure = procedure;
    this.mayWait = mayWait;
  }

  void belongsTo(int callSerial) {
    serial = callSerial;
  }

  // ---- the reader thread ----

  void data(ByteBuffer payload) throws ProtocolException {
    lock.lock();
    try {
      if (!payload.hasRemaining()) {
        dataEnded = true;
        changed.signalAll();
        return;
      }
      take(new Piece(payload, 0), payload.remaining());
    } finally {
      lock.unlock();
    }
  }

  void hole(XdrReader payload) throws ProtocolException {
    long bytes = payload.hyper();
    int flags = payload.integer();
    if (bytes < 0 || flags != 0) {
      throw new ProtocolException("a hole of " + bytes + " bytes with the flags " + flags);
    }
    lock.lock();
    try {
      take(new Piece(ByteBuffer.allocate(0), bytes), 64);
    } finally {
      lock.unlock();
    }
  }

  private void take(Piece piece, int cost) {
    try {
      while (mayWait && !closed && !done && failure == null && buffered > Limits.BUFFERED_STREAM) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closed || failure != null) {
      return;
    }
    if (buffered > Limits.BUFFERED_STREAM) {
      failure =
          new LibvirtException(
              Kind.BUSY,
              0,
              0,
              procedure.words()
                  + ": more than "
                  + Limits.BUFFERED_STREAM
                  + " bytes of the stream from "
                  + connection.peer()
                  + " wait to be read; it was given up",
              "Read the stream as fast as it comes, or over a connection of its own.");
      streams.abort(this);
    } else {
      incoming.add(piece);
      buffered += cost;
    }
    changed.signalAll();
  }

  void completed() {
    lock.lock();
    try {
      done = true;
      dataEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void failed(LibvirtException cause) {
    lock.lock();
    try {
      if (!done && failure == null) {
        failure = cause;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- the stream's users ----

  @Override
  public int read(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      if (!into.hasRemaining()) {
        return 0;
      }
      Piece piece = next();
      if (piece == null) {
        sayEnd();
        return -1;
      }
      if (holeLeft > 0) {
        int zeros = (int) Math.min(holeLeft, into.remaining());
        for (int i = 0; i < zeros; i++) {
          into.put((byte) 0);
        }
        holeLeft -= zeros;
        if (holeLeft == 0) {
          drop(64);
        }
        return zeros;
      }
      ByteBuffer data = piece.data();
      int count = Math.min(data.remaining(), into.remaining());
      into.put(data.slice(data.position(), count));
      data.position(data.position() + count);
      buffered -= count;
      if (!data.hasRemaining()) {
        drop(0);
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long skipHole() throws IOException {
    lock.lock();
    try {
      Piece piece = next();
      if (piece == null) {
        sayEnd();
        return -1;
      }
      long hole = holeLeft;
      if (hole > 0) {
        holeLeft = 0;
        drop(64);
      }
      return hole;
    } finally {
      lock.unlock();
    }
  }

  private void drop(int cost) {
    incoming.remove();
    buffered -= cost;
    changed.signalAll();
  }

  /** Waits for what is next; null at the end. */
  private @Nullable Piece next() throws IOException {
    await(() -> !incoming.isEmpty() || dataEnded);
    Piece piece = incoming.peek();
    while (piece != null && holeLeft == 0 && piece.hole() == 0 && !piece.data().hasRemaining()) {
      drop(64); // a hole of no bytes
      piece = incoming.peek();
    }
    if (piece != null && holeLeft == 0) {
      holeLeft = piece.hole();
    }
    return piece;
  }

  private void await(BooleanSupplier ready) throws IOException {
    try {
      check();
      while (!ready.getAsBoolean()) {
        changed.await();
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(
          new LibvirtException(
              Kind.INTERRUPTED, 0, 0, procedure.words() + ": interrupted while waiting", "", e));
    }
  }

  private void check() throws IOException {
    if (closed) {
      throw new AsynchronousCloseException();
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = 0;
    while (from.hasRemaining()) {
      ByteBuffer packet = room();
      int count = Math.min(CHUNK, from.remaining());
      packet.clear().position(HEADER);
      packet.put(from.slice(from.position(), count));
      from.position(from.position() + count);
      streams.sendStream(this, packet.flip(), RpcConnection.CONTINUE, () -> sent(packet));
      written += count;
    }
    return written;
  }

  private ByteBuffer room() throws IOException {
    lock.lock();
    try {
      if (closed || endSaid) {
        throw new ClosedChannelException();
      }
      await(() -> !spare.isEmpty() || made < UNSENT);
      ByteBuffer packet = spare.poll();
      if (packet == null) {
        made++;
        packet = ByteBuffer.allocateDirect(HEADER + CHUNK);
      }
      return packet;
    } finally {
      lock.unlock();
    }
  }

  private void sent(ByteBuffer packet) {
    lock.lock();
    try {
      spare.add(packet);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeHole(long bytes) throws IOException {
    lock.lock();
    try {
      if (closed || endSaid) {
        throw new ClosedChannelException();
      }
      check();
    } finally {
      lock.unlock();
    }
    streams.sendHole(this, bytes);
  }

  private void sayEnd() {
    if (!endSaid && !done && failure == null) {
      endSaid = true;
      streams.sendStream(
          this, ByteBuffer.allocate(HEADER).position(HEADER).flip(), RpcConnection.OK, () -> {});
    }
  }

  @Override
  public void finish() throws LibvirtException {
    finish(Duration.ofHours(2));
  }

  /** The same with a deadline. */
  void finish(Duration patience) throws LibvirtException {
    lock.lock();
    try {
      sayEnd();
      long left = patience.toNanos();
      while (!done && failure == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (failure != null) {
        throw new LibvirtException(
            failure.kind(),
            failure.code(),
            failure.domain(),
            String.valueOf(failure.getMessage()),
            failure.hint(),
            failure);
      }
      if (!done) {
        throw new LibvirtException(
            closed ? Kind.FAILED : Kind.TIMEOUT,
            0,
            0,
            procedure.words()
                + (closed
                    ? ": the stream was closed before it was finished"
                    : ": " + connection.peer() + " has not said that the stream is complete"),
            "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LibvirtException(
          Kind.INTERRUPTED, 0, 0, procedure.words() + ": interrupted while waiting", "", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOpen() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    boolean abort;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      abort = !done && failure == null;
      incoming.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (abort) {
      streams.abort(this);
    }
  }

  /** How long a quick end may take. */
  Duration patience() {
    return connection.callTimeout();
  }

  Procedure procedure() {
    return procedure;
  }

  int serial() {
    return serial;
  }
}
