package io.quantix.desktop.host;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Brings changes to the JavaFX thread in order, some at a time: however many there are, no turn
 * takes long, and there is never more than one turn waiting.
 */
final class FxBatch {
  private static final long TURN_NANOS = 6_000_000;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final Executor fx;
  private boolean scheduled;

  FxBatch(Executor fx) {
    this.fx = fx;
  }

  synchronized void add(Runnable change) {
    waiting.add(change);
    if (!scheduled) {
      scheduled = true;
      fx.execute(this::turn);
    }
  }

  private void turn() {
    long until = System.nanoTime() + TURN_NANOS;
    do {
      Runnable change;
      synchronized (this) {
        if (waiting.isEmpty()) {
          scheduled = false;
          return;
        }
        change = waiting.remove();
      }
      change.run();
    } while (System.nanoTime() < until);
    fx.execute(this::turn);
  }
}
