package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The whole of a small stream. */
final class StreamBytes {
  private static final int PIECE = 256 * 1024;

  private StreamBytes() {}

  /**
   * Reads a stream to its end and finishes it.
   *
   * @throws LibvirtException of kind PROTOCOL if it has more than so many bytes
   */
  static byte[] all(RpcStream stream, int most) throws LibvirtException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try {
      while (stream.read(piece.clear()) >= 0) {
        data.write(piece.array(), 0, piece.position());
        if (data.size() > most) {
          throw new LibvirtException(
              Kind.PROTOCOL,
              0,
              0,
              stream.procedure().words() + " brought more than the " + most + " bytes allowed",
              "");
        }
      }
    } catch (IOException e) {
      if (e.getCause() instanceof LibvirtException cause) {
        throw cause;
      }
      throw new LibvirtException(
          Kind.FAILED, 0, 0, stream.procedure().words() + ": " + e.getMessage(), "", e);
    }
    stream.finish(stream.patience());
    return data.toByteArray();
  }
}
