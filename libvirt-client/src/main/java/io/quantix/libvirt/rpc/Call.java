package io.quantix.libvirt.rpc;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A call that waits to be sent or for its reply. The connection's lock guards what changes. */
final class Call {
  final Procedure procedure;
  final int serial;
  final ByteBuffer packet;
  final Optional<RpcStream> stream;
  final boolean quickRead;
  final CompletableFuture<XdrReader> reply = new CompletableFuture<>();

  /**
   * Makes one.
   *
   * @param quickRead whether it need not wait for others to be answered; see {@link CallQueue}
   */
  Call(
      Procedure procedure,
      int serial,
      ByteBuffer packet,
      Optional<RpcStream> stream,
      boolean quickRead) {
    this.procedure = procedure;
    this.serial = serial;
    this.packet = packet;
    this.stream = stream;
    this.quickRead = quickRead;
  }
}
