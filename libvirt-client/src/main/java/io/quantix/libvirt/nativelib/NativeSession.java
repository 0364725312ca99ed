package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libvirt.jna.ConnectionPointer;

/**
 * One connection of libvirt's own library, and the calls on it. Each call runs on a thread of its
 * own while its caller waits: a call that libvirt does not end cannot be cut off, but nobody has to
 * wait for it. When the deadline passes, the caller is interrupted or the connection is closed, the
 * caller goes on at once; libvirt goes on too, its answer is thrown away when it comes, and what
 * was asked may still happen. libvirt's connection is closed when the last such call has ended.
 */
final class NativeSession implements NativeTask.Late {
  /** For what may take as long as a disk is slow. */
  static final Duration LONG = Duration.ofHours(2);

  // Calls in progress at once; each holds a thread.
  private static final int MOST_CALLS = 16;
  private static final Duration CLOSE_GRACE = Duration.ofMillis(500);

  private final String uri;
  private final LibvirtLibrary library;
  private final ConnectionPointer connection;
  private final Duration callTimeout;
  private final Semaphore room = new Semaphore(MOST_CALLS, true);
  private final Set<NativeTask<?>> waitedFor = ConcurrentHashMap.newKeySet();
  private final Set<NativeStream> streams = ConcurrentHashMap.newKeySet();
  private final NativeEventQueue events;
  private final NativeSubscriptions subscriptions = new NativeSubscriptions(this);
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private final long closeCallback;
  private int running;
  private Optional<CloseReason> ended = Optional.empty();

  /**
   * Takes over a connection that libvirt has opened; on a thread of {@link NativeTask}.
   *
   * @param callTimeout after which a caller no longer waits
   */
  NativeSession(
      String uri, LibvirtLibrary library, ConnectionPointer connection, Duration callTimeout) {
    this.uri = uri;
    this.library = library;
    this.connection = connection;
    this.callTimeout = callTimeout;
    this.events =
        new NativeEventQueue(
            uri, () -> end(CloseReason.Kind.ERROR, "too many events wait for a slow listener"));
    this.closeCallback = CloseCallback.register(library.calls(), connection, this);
  }

  /** What is done with libvirt. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it, on the task's thread. */
    T run(NativeCall call) throws LibvirtException;
  }

  String uri() {
    return uri;
  }

  LibvirtLibrary library() {
    return library;
  }

  Duration callTimeout() {
    return callTimeout;
  }

  NativeEventQueue events() {
    return events;
  }

  NativeSubscriptions subscriptions() {
    return subscriptions;
  }

  CompletableFuture<CloseReason> closed() {
    return closed;
  }

  /** Completes when libvirt has closed its connection too. */
  CompletableFuture<Void> released() {
    return released;
  }

  synchronized boolean isOpen() {
    return ended.isEmpty();
  }

  /** Does it and waits for it as long as calls may take. */
  <T> T call(Work<T> work) throws LibvirtException {
    return call(work, callTimeout);
  }

  /** Does it and waits for it as long as a disk may take. */
  <T> T callSlowly(Work<T> work) throws LibvirtException {
    return call(work, LONG);
  }

  private <T> T call(Work<T> work, Duration patience) throws LibvirtException {
    long until = System.nanoTime() + patience.toNanos();
    try {
      if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw late("libvirt", patience);
      }
    } catch (InterruptedException e) {
      throw interrupted("libvirt", e);
    }
    NativeTask<T> task;
    try {
      task = start(work);
    } catch (LibvirtException e) {
      room.release();
      throw e;
    }
    waitedFor.add(task);
    if (!isOpen()) {
      task.completeExceptionally(lost()); // it may have ended before it could know of this one
    }
    try {
      return task.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw again(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      LibvirtException failure = late(task.function(), patience);
      task.completeExceptionally(failure);
      throw failure;
    } catch (InterruptedException e) {
      LibvirtException failure = interrupted(task.function(), e);
      task.completeExceptionally(failure);
      throw failure;
    } finally {
      waitedFor.remove(task);
    }
  }

  // The stack of the thread that asked tells more than that of libvirt's.
  static LibvirtException again(Throwable cause) {
    if (cause instanceof LibvirtException e) {
      return new LibvirtException(
          e.kind(), e.code(), e.domain(), String.valueOf(e.getMessage()), e.hint(), e);
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  private LibvirtException late(String function, Duration patience) {
    return new LibvirtException(
        Kind.TIMEOUT,
        0,
        0,
        function + ": no answer from " + uri + " within " + patience.toMillis() + " ms",
        "The host is busy or stuck; what was asked may still happen.");
  }

  private LibvirtException interrupted(String function, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new LibvirtException(
        Kind.INTERRUPTED,
        0,
        0,
        function + ": interrupted while waiting for " + uri,
        "What was asked may still happen.",
        cause);
  }

  private synchronized LibvirtException lost() {
    return new LibvirtException(
        Kind.CONNECTION_LOST,
        0,
        0,
        "the connection to "
            + uri
            + " has ended: "
            + ended.map(CloseReason::message).orElse("it was closed"),
        "Connect again.");
  }

  private <T> NativeTask<T> start(Work<T> work) throws LibvirtException {
    synchronized (this) {
      if (ended.isPresent()) {
        throw lost();
      }
      running++;
    }
    return NativeTask.start(
        () -> work.run(new NativeCall(this, library, connection)),
        () -> {
          room.release();
          done();
        });
  }

  /** Lets it be done when it can be, with nobody waiting; nothing if the connection has ended. */
  void later(Work<?> work) {
    synchronized (this) {
      if (ended.isPresent()) {
        return;
      }
      running++;
    }
    var _ = NativeTask.start(() -> work.run(new NativeCall(this, library, connection)), this::done);
  }

  private void done() {
    boolean last;
    synchronized (this) {
      running--;
      last = running == 0 && ended.isPresent();
    }
    if (last) {
      release();
    }
  }

  /** A further connection to the same, where libvirt keeps what there is with the connection. */
  NativeSession share() throws LibvirtException {
    return call(call -> {
      call.check(call.libvirt().virConnectRef(connection));
      return new NativeSession(uri, library, connection, callTimeout);
    });
  }

  void opened(NativeStream stream) {
    streams.add(stream);
    if (!isOpen()) {
      stream.lost(lost());
    }
  }

  void closed(NativeStream stream) {
    streams.remove(stream);
  }

  /** What a failure means, if libvirt has found out that its connection is gone. */
  LibvirtException failed(
      LibvirtException failure, LibvirtCalls libvirt, ConnectionPointer pointer) {
    if (libvirt.virConnectIsAlive(pointer) != 0) {
      return failure;
    }
    end(CloseReason.Kind.ERROR, String.valueOf(failure.getMessage()));
    return new LibvirtException(
        Kind.CONNECTION_LOST,
        failure.code(),
        failure.domain(),
        "the connection to " + uri + " has ended: " + failure.getMessage(),
        "Connect again.",
        failure);
  }

  /** Ends it; whoever waits goes on with an error. Returns at once. */
  void end(CloseReason.Kind kind, String message) {
    CloseReason reason = new CloseReason(kind, message);
    synchronized (this) {
      if (ended.isPresent()) {
        return;
      }
      ended = Optional.of(reason);
      running++; // held until all is told, so that nothing is freed meanwhile
    }
    LibvirtException lost = lost();
    for (NativeTask<?> task : waitedFor) {
      task.completeExceptionally(lost);
    }
    streams.forEach(stream -> stream.lost(lost));
    events.stop();
    // libvirt's own end may take as long as the host does, and has to be on a thread of its own.
    var _ = NativeTask.start(() -> true, this::done);
    closed.complete(reason);
  }

  /** Ends it for its user, and gives libvirt a moment to end its part. */
  void close() {
    end(CloseReason.Kind.CLIENT, "it was closed");
    try {
      released.get(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It ends when the last call does.
    }
  }

  @Override
  public void discard() {
    end(CloseReason.Kind.CLIENT, "nobody waited for it any more");
  }

  private void release() {
    LibvirtCalls libvirt = library.calls();
    List<NativeStream> left = new ArrayList<>(streams);
    left.forEach(NativeStream::dispose);
    subscriptions.leave(libvirt, connection);
    CloseCallback.unregister(libvirt, connection, closeCallback);
    libvirt.virConnectClose(connection);
    released.complete(null);
  }

  /** What libvirt calls when it has lost a connection. */
  private static final class CloseCallback {
    private static final Routes<NativeSession> ROUTES = new Routes<>();
    private static final Callbacks.Closed FUNCTION = CloseCallback::closed;

    private static void closed(Pointer connection, int reason, Pointer opaque) {
      ROUTES
          .find(opaque)
          .ifPresent(session -> {
            switch (reason) {
              case 1 ->
                  session.end(CloseReason.Kind.END_OF_FILE, "the daemon has closed the connection");
              case 2 ->
                  session.end(CloseReason.Kind.KEEPALIVE, "the daemon does not answer any more");
              default -> session.end(CloseReason.Kind.ERROR, "reading or writing failed");
            }
          });
    }

    /** Returns the number of the route; 0 if the driver has no such thing. */
    private static long register(
        LibvirtCalls libvirt, ConnectionPointer connection, NativeSession session) {
      long number = ROUTES.add(session);
      if (libvirt.virConnectRegisterCloseCallback(
              connection, FUNCTION, Pointer.createConstant(number), null)
          < 0) {
        ROUTES.remove(number);
        return 0;
      }
      return number;
    }

    private static void unregister(
        LibvirtCalls libvirt, ConnectionPointer connection, long number) {
      if (number != 0) {
        libvirt.virConnectUnregisterCloseCallback(connection, FUNCTION);
        ROUTES.remove(number);
      }
    }
  }
}
