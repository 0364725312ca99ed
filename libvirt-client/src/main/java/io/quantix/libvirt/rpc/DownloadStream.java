package io.quantix.libvirt.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A small download that belongs to a call: data comes in packets of the call's own serial, an empty
 * one ends it, and then both sides say that all is well.
 */
final class DownloadStream {
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private boolean ended;

  /** Takes a data packet; true if it was the empty one that ends the data. */
  boolean take(ByteBuffer payload) throws ProtocolException {
    if (!payload.hasRemaining()) {
      boolean first = !ended;
      ended = true;
      return first;
    }
    if (data.size() + payload.remaining() > Limits.BUFFERED_STREAM) {
      throw new ProtocolException(
          "a stream brought more than the " + Limits.BUFFERED_STREAM + " bytes that are allowed");
    }
    data.write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    return false;
  }

  void finished() {
    whole.complete(data.toByteArray());
  }
}
