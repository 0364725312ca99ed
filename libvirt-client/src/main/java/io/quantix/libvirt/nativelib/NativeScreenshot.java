package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Screenshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** A picture of a domain's screen: a stream that is short enough to be kept whole. */
final class NativeScreenshot {
  private static final int PIECE = 256 * 1024;
  // A screen of 4096 x 4096 pixels, uncompressed.
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private NativeScreenshot() {}

  static Screenshot take(NativeDomainLife of, int screen) throws LibvirtException {
    AtomicReference<String> type = new AtomicReference<>("");
    try (NativeStream stream =
        NativeStream.open(
            of,
            false,
            (call, domain, pointer) -> {
              type.set(call.text(call.libvirt().virDomainScreenshot(domain, pointer, screen, 0)));
              return 0;
            })) {
      byte[] picture = all(stream, of.connection.uri());
      stream.finish();
      return new Screenshot(type.get(), picture);
    }
  }

  private static byte[] all(NativeStream stream, String uri) throws LibvirtException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try {
      while (stream.read(piece.clear()) >= 0) {
        data.write(piece.array(), 0, piece.position());
        if (data.size() > MOST_BYTES) {
          throw new LibvirtException(
              Kind.PROTOCOL,
              0,
              0,
              uri + " sent a picture of more than the " + MOST_BYTES + " bytes allowed",
              "");
        }
      }
    } catch (IOException e) {
      if (e.getCause() instanceof LibvirtException cause) {
        throw cause;
      }
      throw new LibvirtException(
          Kind.FAILED, 0, 0, "a picture from " + uri + ": " + e.getMessage(), "", e);
    }
    return data.toByteArray();
  }
}
