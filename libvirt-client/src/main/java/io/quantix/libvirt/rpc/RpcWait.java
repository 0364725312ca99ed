package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for a reply, as its caller sees it. */
final class RpcWait {
  private RpcWait() {}

  /**
   * Waits.
   *
   * @param what the call, for messages
   * @param giveUp what is done when nobody waits any more
   */
  static <T> T until(
      CompletableFuture<T> future, String what, String peer, Duration deadline, Runnable giveUp)
      throws LibvirtException {
    try {
      return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LibvirtException cause) {
        throw again(cause);
      }
      throw new LibvirtException(Kind.PROTOCOL, 0, 0, what + ": " + e.getCause(), "", e);
    } catch (TimeoutException e) {
      giveUp.run();
      throw new LibvirtException(
          Kind.TIMEOUT,
          0,
          0,
          what + ": no answer from " + peer + " within " + deadline.toMillis() + " ms",
          "The host is busy or stuck; what was asked may still happen.",
          e);
    } catch (InterruptedException e) {
      giveUp.run();
      Thread.currentThread().interrupt();
      throw new LibvirtException(
          Kind.INTERRUPTED, 0, 0, what + ": interrupted while waiting for " + peer, "", e);
    }
  }

  // The stack of the thread that asked tells more than the reader's.
  private static LibvirtException again(LibvirtException cause) {
    return new LibvirtException(
        cause.kind(),
        cause.code(),
        cause.domain(),
        String.valueOf(cause.getMessage()),
        cause.hint(),
        cause);
  }
}
