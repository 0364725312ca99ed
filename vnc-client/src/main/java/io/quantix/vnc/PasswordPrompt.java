package io.quantix.vnc;

import java.util.function.Supplier;

/** Asks for a password, and knows how long that took: a person's time is not the server's. */
final class PasswordPrompt implements Supplier<char[]> {
  private final Supplier<char[]> source;
  private long started;
  private long taken;

  PasswordPrompt(Supplier<char[]> source) {
    this.source = source;
  }

  @Override
  public char[] get() {
    synchronized (this) {
      started = System.nanoTime();
    }
    try {
      return source.get();
    } finally {
      synchronized (this) {
        taken = System.nanoTime() - started;
        started = 0;
      }
    }
  }

  /** Nanoseconds spent asking so far. */
  synchronized long taken() {
    return started == 0 ? taken : System.nanoTime() - started;
  }
}
