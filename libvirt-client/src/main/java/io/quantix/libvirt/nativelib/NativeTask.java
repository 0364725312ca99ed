package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that libvirt does for a caller, on a thread of its own: libvirt tells its errors by thread,
 * and holds the thread for as long as the hypervisor takes.
 */
final class NativeTask<T> extends CompletableFuture<T> implements Runnable {
  // Idle threads end; there are as many as calls that are in progress.
  private static final Executor THREADS = threads();
  private static final ThreadLocal<NativeTask<?>> CURRENT = new ThreadLocal<>();

  /** What is to be done. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run() throws LibvirtException;
  }

  /** A result that has to be given back if nobody waits for it any more. */
  @FunctionalInterface
  interface Late {
    /** Gives it back. */
    void discard();
  }

  private final Work<T> work;
  private final Runnable afterwards;
  private volatile String function = "libvirt";

  private NativeTask(Work<T> work, Runnable afterwards) {
    this.work = work;
    this.afterwards = afterwards;
  }

  private static Executor threads() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        2,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work ->
            Thread.ofPlatform()
                .daemon()
                .name("libvirt-native-" + number.incrementAndGet())
                .unstarted(work));
  }

  /**
   * Begins with it.
   *
   * @param afterwards runs when libvirt is done with it, however it ended
   */
  static <T> NativeTask<T> start(Work<T> work, Runnable afterwards) {
    NativeTask<T> task = new NativeTask<>(work, afterwards);
    THREADS.execute(task);
    return task;
  }

  /** Takes note that this thread calls a function of libvirt's. */
  static void enters(String function) {
    NativeTask<?> current = CURRENT.get();
    if (current != null) {
      current.function = function;
    }
  }

  /** The function of libvirt's that this thread called last. */
  static String lastFunction() {
    NativeTask<?> current = CURRENT.get();
    return current == null ? "libvirt" : current.function;
  }

  /** The function of libvirt's that it is in, or was in last. */
  String function() {
    return function;
  }

  @Override
  public void run() {
    CURRENT.set(this);
    try {
      T result = work.run();
      // Nobody waits any more: what came has to be given back.
      if (!complete(result) && result instanceof Late late) {
        late.discard();
      }
    } catch (MissingFunctionException e) {
      completeExceptionally(
          new LibvirtException(
              Kind.UNSUPPORTED,
              0,
              0,
              "libvirt's library on this machine has no " + e.getMessage(),
              "Install a newer version of libvirt.",
              e));
    } catch (LibvirtException | RuntimeException | Error e) {
      completeExceptionally(e);
    } finally {
      CURRENT.remove();
      afterwards.run();
    }
  }
}
