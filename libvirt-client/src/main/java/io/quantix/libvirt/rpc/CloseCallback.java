package io.quantix.libvirt.rpc;

import java.util.concurrent.CompletableFuture;

/**
 * Asks a daemon to say when it has lost its hypervisor, which leaves our connection to the daemon
 * as it is (remote_protocol.x, connect_register_close_callback). What it says then ends the
 * connection; see {@link RpcConnection}.
 */
final class CloseCallback {
  // libvirt's VIR_DRV_FEATURE_REMOTE_CLOSE_CALLBACK
  private static final int FEATURE = 15;

  private final RpcConnection rpc;
  private boolean asked;
  private CompletableFuture<Boolean> registered = CompletableFuture.completedFuture(false);

  CloseCallback(RpcConnection rpc) {
    this.rpc = rpc;
  }

  /**
   * Asks, once; does not wait. Completes with whether the daemon will say so: an old one, and one
   * whose connection has ended, will not.
   */
  synchronized CompletableFuture<Boolean> register() {
    if (!asked) {
      asked = true;
      registered =
          rpc.submit(Procedure.CONNECT_SUPPORTS_FEATURE, new XdrWriter().integer(FEATURE))
              .thenCompose(reply -> {
                if (!supported(reply)) {
                  return CompletableFuture.completedFuture(false);
                }
                return rpc.submit(Procedure.CONNECT_REGISTER_CLOSE_CALLBACK, new XdrWriter())
                    .thenApply(_ -> true);
              })
              .exceptionally(_ -> false);
    }
    return registered;
  }

  private static boolean supported(XdrReader reply) {
    try {
      return reply.integer() != 0;
    } catch (ProtocolException e) {
      return false;
    }
  }

  /** Takes it back, if the daemon has it; does not wait. */
  void leave() {
    CompletableFuture<Boolean> known;
    synchronized (this) {
      asked = true;
      known = registered;
    }
    if (known.getNow(false)) {
      CompletableFuture<XdrReader> _ =
          rpc.submit(Procedure.CONNECT_UNREGISTER_CLOSE_CALLBACK, new XdrWriter());
    }
  }
}
