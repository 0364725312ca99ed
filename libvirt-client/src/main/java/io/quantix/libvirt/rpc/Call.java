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

  /** Makes one. */
  Call(Procedure procedure, int serial, ByteBuffer packet, Optional<RpcStream> stream) {
    this.procedure = procedure;
    this.serial = serial;
    this.packet = packet;
    this.stream = stream;
    this.quickRead = procedure.isQuickRead();
  }
}
