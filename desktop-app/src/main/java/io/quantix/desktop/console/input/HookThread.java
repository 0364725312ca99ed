package io.quantix.desktop.console.input;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread of its own for a hook, since systems call a hook on the thread that has made it. */
public final class HookThread {
  private static final long PATIENCE_SECONDS = 10;

  private HookThread() {}

  /** What the thread does: opens the hook, tells that it has, and serves it until its end. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param opened to be completed once keys are told of
     * @throws IOException if the system does not let us
     */
    void run(CompletableFuture<Void> opened) throws IOException;
  }

  /**
   * Starts one, and returns when its hook is open.
   *
   * @param ended run at its end, unless it never opened
   * @throws IOException if it does not open
   */
  public static void start(String name, Work work, Runnable ended) throws IOException {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            work.run(opened);
          } catch (IOException | RuntimeException | LinkageError e) {
            opened.completeExceptionally(e);
          } finally {
            if (opened.isDone() && !opened.isCompletedExceptionally()) {
              ended.run();
            }
          }
        });
    try {
      opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IOException("the keyboard cannot be had: " + why.getMessage(), e);
    } catch (TimeoutException e) {
      opened.completeExceptionally(e);
      throw new IOException("the keyboard cannot be had in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
