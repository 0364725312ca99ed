package io.quantix.desktop.guest;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Does something on the JavaFX thread again and again, with a pause before each time. */
final class Repetition implements AutoCloseable {
  private final Thread clock;
  private volatile boolean closed;

  Repetition(Duration pause, Executor fx, Runnable what) {
    clock =
        Thread.ofVirtual()
            .name("guest clock")
            .start(() -> {
              try {
                while (!closed) {
                  Thread.sleep(pause);
                  fx.execute(() -> {
                    if (!closed) {
                      what.run();
                    }
                  });
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
              }
            });
  }

  @Override
  public void close() {
    closed = true;
    clock.interrupt();
  }
}
