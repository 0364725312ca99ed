package io.quantix.vnc;

import java.util.Optional;
import java.util.function.Supplier;

/** Asks for credentials, and knows how long that took: a person's time is not the server's. */
final class CredentialPrompt implements VncCredentials {
  private final VncCredentials source;
  private long started;
  private long taken;

  CredentialPrompt(VncCredentials source) {
    this.source = source;
  }

  @Override
  public Optional<VncCredential> ask(Request request) {
    return timed(() -> source.ask(request));
  }

  /** The same trust, whose questions are a person's time, too. */
  VncTrust timing(VncTrust trust) {
    return trust.withUnknown(identity -> timed(() -> trust.unknown().accept(identity)));
  }

  private <T> T timed(Supplier<T> question) {
    synchronized (this) {
      started = System.nanoTime();
    }
    try {
      return question.get();
    } finally {
      synchronized (this) {
        taken += System.nanoTime() - started;
        started = 0;
      }
    }
  }

  /** Nanoseconds spent asking so far. */
  synchronized long taken() {
    return started == 0 ? taken : taken + System.nanoTime() - started;
  }
}
