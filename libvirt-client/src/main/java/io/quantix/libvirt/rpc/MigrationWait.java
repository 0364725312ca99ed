package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Domain;
import io.quantix.libvirt.JobInfo;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.MigrateOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Waits for a move, which a thread of its own makes: an interrupt of who waits ends the job and not
 * the wait, so that no step is left out.
 */
public final class MigrationWait {
  private static final System.Logger LOG = System.getLogger("io.quantix.libvirt");
  private static final long ABORT_AGAIN_MILLIS = 1_000;

  /** What is waited for. */
  @FunctionalInterface
  public interface Move<T> {
    /**
     * Makes it.
     *
     * @param givenUp whether nobody wants it any more
     */
    T make(BooleanSupplier givenUp) throws LibvirtException;
  }

  private MigrationWait() {}

  /**
   * Waits.
   *
   * @param domain where it is now, to be asked and aborted
   */
  public static <T> T until(Domain domain, MigrateOptions options, Move<T> move)
      throws LibvirtException {
    AtomicBoolean givenUp = new AtomicBoolean();
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("libvirt-migrate " + domain.name())
        .start(() -> {
          try {
            done.complete(move.make(givenUp::get));
          } catch (LibvirtException | RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    Optional<Thread> watcher = options.progress().map(progress -> watch(domain, progress));
    try {
      while (true) {
        try {
          return givenUp.get() ? done.get(ABORT_AGAIN_MILLIS, TimeUnit.MILLISECONDS) : done.get();
        } catch (InterruptedException | TimeoutException e) {
          givenUp.set(true);
          abort(domain);
        } catch (ExecutionException e) {
          throw outcome(domain, e, givenUp.get());
        }
      }
    } finally {
      watcher.ifPresent(Thread::interrupt);
      if (givenUp.get()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static LibvirtException outcome(
      Domain domain, ExecutionException failure, boolean interrupted) {
    if (!(failure.getCause() instanceof LibvirtException cause)) {
      return new LibvirtException(
          Kind.FAILED, 0, 0, "moving " + domain.name() + ": " + failure.getCause(), "", failure);
    }
    boolean byUs = interrupted && cause.kind() == Kind.CANCELLED;
    return new LibvirtException(
        byUs ? Kind.INTERRUPTED : cause.kind(),
        cause.code(),
        cause.domain(),
        byUs
            ? "moving " + domain.name() + " was interrupted; it goes on where it was"
            : String.valueOf(cause.getMessage()),
        cause.hint(),
        cause);
  }

  /** Ends the job. Too early or too late is no failure: whoever waits sees how it ended. */
  static void abort(Domain domain) {
    try {
      domain.abortJob();
    } catch (LibvirtException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot end the migration of " + domain.name(), e);
    }
  }

  private static Thread watch(Domain domain, MigrateOptions.Progress progress) {
    return Thread.ofVirtual()
        .name("libvirt-migrate-progress " + domain.name())
        .start(() -> {
          try {
            while (true) {
              Thread.sleep(progress.interval());
              tell(domain, progress);
            }
          } catch (InterruptedException e) {
            // The move has ended.
          }
        });
  }

  private static void tell(Domain domain, MigrateOptions.Progress progress) {
    try {
      JobInfo job = domain.job();
      if (job.type().isRunning()) {
        progress.listener().accept(job);
      }
    } catch (LibvirtException e) {
      LOG.log(System.Logger.Level.DEBUG, "no progress of " + domain.name(), e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener to a migration's progress failed", e);
    }
  }
}
