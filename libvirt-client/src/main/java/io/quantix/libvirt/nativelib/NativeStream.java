package io.quantix.libvirt.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.ptr.LongByReference;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.LibvirtStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/**
 * A stream of libvirt's own library. It never blocks inside libvirt: where there is nothing to read
 * or no room to write, the thread waits here until the event loop says otherwise, so that {@link
 * #close} and an interrupt end the wait.
 */
final class NativeStream implements LibvirtStream, NativeTask.Late {
  private static final int NONBLOCK = 1;
  private static final int READABLE = 1;
  private static final int WRITABLE = 1 << 1;
  private static final int ERROR = 1 << 2;
  private static final int HANGUP = 1 << 3;
  private static final int STOP_AT_HOLE = 1;
  private static final int LATER = -2;
  private static final int HOLE = -3;
  private static final int PIECE = 256 * 1024;

  private static final Routes<NativeStream> ROUTES = new Routes<>();
  private static final Callbacks.Stream CALLBACK =
      (_, events, opaque) -> ROUTES.find(opaque).ifPresent(stream -> stream.happened(events));

  private final NativeSession session;
  private final StreamPointer pointer;
  private final boolean sparse;
  private final long route;
  private final Memory incoming = new Memory(PIECE);
  private final Memory outgoing = new Memory(PIECE);
  private final Object reading = new Object();
  private final Object writing = new Object();
  // What has been received and not been read: of bytes in incoming, or of a hole.
  private int from;
  private int to;
  private long holeLeft;
  private boolean ended;
  // Guarded by this object.
  private int wanted;
  private int ready;
  private int users;
  private boolean finished;
  private boolean closed;
  private boolean disposed;
  private @Nullable LibvirtException failure;

  private NativeStream(NativeSession session, StreamPointer pointer, boolean sparse) {
    this.session = session;
    this.pointer = pointer;
    this.sparse = sparse;
    this.route = ROUTES.add(this);
  }

  /** Connects a new stream with something of the host. */
  @FunctionalInterface
  interface Opener<P> {
    /** Calls libvirt's function for that; -1 if it fails. */
    int open(NativeCall call, P object, StreamPointer stream) throws LibvirtException;
  }

  /** What is done with libvirt's stream. */
  @FunctionalInterface
  private interface Step {
    int run(NativeCall call) throws LibvirtException;
  }

  /**
   * Opens one.
   *
   * @param sparse whether holes come and go as such
   */
  static <P extends PointerType> NativeStream open(
      NativeObject<P> object, boolean sparse, Opener<P> opener) throws LibvirtException {
    return object.with((call, of) -> {
      StreamPointer pointer =
          call.present(call.libvirt().virStreamNew(call.connection(), NONBLOCK));
      boolean opened = false;
      try {
        call.check(opener.open(call, of, pointer));
        NativeStream stream = new NativeStream(object.session, pointer, sparse);
        // A driver without events for its streams never lets anybody wait.
        call.libvirt()
            .virStreamEventAddCallback(
                pointer, 0, CALLBACK, Pointer.createConstant(stream.route), null);
        opened = true;
        object.session.opened(stream);
        return stream;
      } finally {
        if (!opened) {
          call.libvirt().virStreamFree(pointer);
        }
      }
    });
  }

  // ---- the event loop ----

  private synchronized void happened(int events) {
    if (disposed) {
      return;
    }
    ready |= (events & (ERROR | HANGUP)) == 0 ? events : READABLE | WRITABLE;
    wanted &= ~ready;
    EventLoop.libvirt().virStreamEventUpdateCallback(pointer, wanted);
    notifyAll();
  }

  // ---- the stream's users ----

  /** Does one step; nothing if it is closed or has failed. */
  private int step(Step step) throws IOException {
    synchronized (this) {
      check();
    }
    try {
      return session.call(call -> use(call, step));
    } catch (LibvirtException e) {
      throw failed(e);
    }
  }

  /** On libvirt's thread: keeps libvirt's stream from being freed until the step is done. */
  private int use(NativeCall call, Step step) throws LibvirtException {
    synchronized (this) {
      if (closed) {
        throw new LibvirtException(Kind.FAILED, 0, 0, "the stream was closed", "");
      }
      users++;
    }
    try {
      return step.run(call);
    } finally {
      boolean last;
      synchronized (this) {
        users--;
        last = closed && users == 0;
      }
      if (last) {
        dispose();
      }
    }
  }

  // A step that nobody waits for any more may have taken bytes with it, so that is the end too.
  private synchronized IOException failed(LibvirtException cause) {
    if (closed) {
      return new AsynchronousCloseException();
    }
    if (failure == null) {
      failure = cause;
    }
    return new IOException(cause.getMessage(), cause);
  }

  private void check() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    LibvirtException cause = failure;
    if (cause != null) {
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private void await(int event) throws IOException {
    step(call -> {
      synchronized (this) {
        ready &= ~event;
        wanted |= event;
        return call.check(call.libvirt().virStreamEventUpdateCallback(pointer, wanted));
      }
    });
    synchronized (this) {
      try {
        while ((ready & event) == 0) {
          if (closed) {
            throw new AsynchronousCloseException();
          }
          check();
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(
            new LibvirtException(
                Kind.INTERRUPTED, 0, 0, "a stream of " + session.uri() + ": interrupted", "", e));
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    synchronized (reading) {
      if (!into.hasRemaining()) {
        return 0;
      }
      if (!next()) {
        return -1;
      }
      int count = (int) Math.min(holeLeft > 0 ? holeLeft : to - from, into.remaining());
      if (holeLeft > 0) {
        into.put(new byte[count]);
        holeLeft -= count;
      } else {
        into.put(incoming.getByteBuffer(from, count));
        from += count;
      }
      return count;
    }
  }

  @Override
  public long skipHole() throws IOException {
    synchronized (reading) {
      if (!next()) {
        return -1;
      }
      long hole = holeLeft;
      holeLeft = 0;
      return hole;
    }
  }

  /** Waits for bytes or a hole; false at the end. */
  private boolean next() throws IOException {
    while (from == to && holeLeft == 0 && !ended) {
      int count = receive();
      if (count == HOLE) {
        holeLeft = receiveHole();
      } else {
        from = 0;
        to = count;
        ended = count == 0;
      }
    }
    return !ended;
  }

  /** Receives bytes into {@link #incoming}: how many, 0 at the end, or HOLE. */
  private int receive() throws IOException {
    while (true) {
      int count =
          step(call -> {
            SizeT most = new SizeT(PIECE);
            // Files of this machine know nothing of flags.
            int got =
                sparse
                    ? call.libvirt().virStreamRecvFlags(pointer, incoming, most, STOP_AT_HOLE)
                    : call.libvirt().virStreamRecv(pointer, incoming, most);
            return got == LATER || got == HOLE ? got : call.check(got);
          });
      if (count != LATER) {
        return count;
      }
      await(READABLE);
    }
  }

  private long receiveHole() throws IOException {
    LongByReference bytes = new LongByReference();
    step(call -> call.check(call.libvirt().virStreamRecvHole(pointer, bytes, 0)));
    return bytes.getValue();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    synchronized (writing) {
      int all = from.remaining();
      while (from.hasRemaining()) {
        int count = Math.min(PIECE, from.remaining());
        outgoing.getByteBuffer(0, count).put(from.slice(from.position(), count));
        int sent =
            step(call -> {
              int taken = call.libvirt().virStreamSend(pointer, outgoing, new SizeT(count));
              return taken == LATER ? taken : call.check(taken);
            });
        if (sent == LATER) {
          await(WRITABLE);
        } else {
          from.position(from.position() + sent);
        }
      }
      return all;
    }
  }

  @Override
  public void writeHole(long bytes) throws IOException {
    synchronized (writing) {
      step(call -> call.check(call.libvirt().virStreamSendHole(pointer, bytes, 0)));
    }
  }

  @Override
  public void finish() throws LibvirtException {
    synchronized (this) {
      if (finished) {
        return;
      }
      LibvirtException cause = failure;
      if (cause != null) {
        throw new LibvirtException(
            cause.kind(),
            cause.code(),
            cause.domain(),
            String.valueOf(cause.getMessage()),
            cause.hint(),
            cause);
      }
      if (closed) {
        throw new LibvirtException(
            Kind.FAILED, 0, 0, "the stream was closed before it was finished", "");
      }
    }
    try {
      session.callSlowly(call ->
          use(
              call,
              _ -> {
                int done = call.check(call.libvirt().virStreamFinish(pointer));
                synchronized (this) {
                  finished = true;
                }
                return done;
              }));
    } catch (LibvirtException e) {
      var _ = failed(e);
      throw e;
    }
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  /** Its connection is gone. */
  synchronized void lost(LibvirtException cause) {
    if (failure == null) {
      failure = cause;
    }
    notifyAll();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
      if (users > 0) {
        return; // the last of them gives it back
      }
    }
    session.later(_ -> {
      dispose();
      return true;
    });
  }

  @Override
  public void discard() {
    close();
  }

  /** Gives it back to libvirt; on a thread of {@link NativeTask}. */
  void dispose() {
    boolean abort;
    synchronized (this) {
      if (disposed) {
        return;
      }
      disposed = true;
      abort = !finished;
    }
    ROUTES.remove(route);
    session.closed(this);
    LibvirtCalls libvirt = session.library().calls();
    libvirt.virStreamEventRemoveCallback(pointer);
    if (abort) {
      libvirt.virStreamAbort(pointer);
    }
    libvirt.virStreamFree(pointer);
  }
}
