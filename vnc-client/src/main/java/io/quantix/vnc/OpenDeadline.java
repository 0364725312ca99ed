package io.quantix.vnc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a handshake as long as the server may take, not counting a person's time. */
final class OpenDeadline {
  private final String peer;
  private final Duration timeout;
  private final CredentialPrompt prompt;
  private final long start = System.nanoTime();

  OpenDeadline(String peer, Duration timeout, CredentialPrompt prompt) {
    this.peer = peer;
    this.timeout = timeout;
    this.prompt = prompt;
  }

  /** What the future gives; throws its {@link VncException}, or one of its own. */
  <T> T await(CompletableFuture<T> future) throws VncException {
    while (true) {
      long left = timeout.toNanos() - (System.nanoTime() - start) + prompt.taken();
      try {
        return future.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (timeout.toNanos() - (System.nanoTime() - start) + prompt.taken() <= 0) {
          throw new VncException(
              VncException.Kind.TRANSPORT,
              peer + " did not finish its handshake within " + timeout.toMillis() + " ms",
              "The server is stuck, or what listens there is no VNC server.",
              e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new VncException(
            VncException.Kind.TRANSPORT, "connecting to " + peer + " was interrupted", "", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof VncException known) {
          throw known;
        }
        throw new VncException(
            VncException.Kind.TRANSPORT, "the session with " + peer + " failed", "", e);
      }
    }
  }
}
