package io.quantix.libvirt.nativelib;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** UUIDs as libvirt has them: sixteen bytes. */
final class Uuids {
  private static final int BYTES = 16;

  private Uuids() {}

  /** Reads one from a function of libvirt's that fills it in and, on what exists, never fails. */
  static UUID read(ToIntFunction<byte[]> function) {
    byte[] bytes = new byte[BYTES];
    if (function.applyAsInt(bytes) < 0) {
      throw new IllegalStateException("libvirt gives no UUID of what it has found");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(BYTES)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
