package io.quantix.desktop.window;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** JavaFX without a display, started once for all tests. */
public final class Fx {
  // For machines that have much else to do.
  private static final int PATIENCE_SECONDS = 180;
  private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();

  static {
    Platform.setImplicitExit(false);
    Platform.startup(() -> STARTED.complete(null));
  }

  private Fx() {}

  /** Does it on the JavaFX thread. */
  public static <T> T on(Callable<T> work) throws Exception {
    STARTED.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        result.complete(work.call());
      } catch (Exception | AssertionError e) {
        result.completeExceptionally(e);
      }
    });
    return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until it is so. */
  public static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!on(condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
