package io.quantix.desktop.window;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** JavaFX without a display, started once for all tests. */
public final class Fx {
  private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();

  static {
    Platform.setImplicitExit(false);
    Platform.startup(() -> STARTED.complete(null));
  }

  private Fx() {}

  /** Does it on the JavaFX thread. */
  public static <T> T on(Callable<T> work) throws Exception {
    STARTED.get(60, TimeUnit.SECONDS);
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        result.complete(work.call());
      } catch (Exception | AssertionError e) {
        result.completeExceptionally(e);
      }
    });
    return result.get(60, TimeUnit.SECONDS);
  }

  /** Waits until it is so. */
  public static void await(String what, Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 4500; i++) {
      if (on(condition)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("not within 90 s: " + what);
  }
}
