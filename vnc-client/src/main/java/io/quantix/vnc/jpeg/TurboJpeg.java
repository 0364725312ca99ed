package io.quantix.vnc.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One decompressor of libturbojpeg, made when the first picture comes. It writes straight into the
 * framebuffer. Addresses go to it as numbers, so that a call leaves nothing to collect.
 */
final class TurboJpeg implements AutoCloseable {
  private static final int BGRA = 8;
  private static final int ARGB = 10;
  private static final int STOP_ON_WARNING = 8192;
  private static final int FORMAT =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? BGRA : ARGB;

  private final boolean isAllowed;
  private boolean isClosed;
  private long handle;
  private @Nullable Arena arena;
  private MemorySegment source = MemorySegment.NULL;
  private WeakReference<@Nullable IntBuffer> target = new WeakReference<>(null);
  private long targetAddress;

  TurboJpeg(boolean isAllowed) {
    this.isAllowed = isAllowed;
  }

  /** Decodes a picture; false if it could not, or if there is no library. */
  boolean decode(
      byte[] picture, int length, int width, int height, IntBuffer into, int at, int stride) {
    if (!isAllowed || isClosed || !into.isDirect() || !TurboJpegLibrary.isThere()) {
      return false;
    }
    if (handle == 0) {
      handle = TurboJpegLibrary.open();
    }
    if (handle == 0) {
      return false;
    }
    copy(picture, length);
    if (!target.refersTo(into)) {
      target = new WeakReference<>(into);
      targetAddress = MemorySegment.ofBuffer(into).address();
    }
    try {
      return TurboJpegLibrary.decompress(
          handle,
          source.address(),
          length,
          targetAddress + at * 4L,
          width,
          stride * 4,
          height,
          FORMAT,
          STOP_ON_WARNING);
    } finally {
      Reference.reachabilityFence(into);
    }
  }

  private void copy(byte[] picture, int length) {
    if (source.byteSize() < length) {
      if (arena != null) {
        arena.close();
      }
      arena = Arena.ofShared();
      source = arena.allocate(Math.max(64 * 1024L, length + length / 2L));
    }
    MemorySegment.copy(picture, 0, source, ValueLayout.JAVA_BYTE, 0, length);
  }

  @Override
  public void close() {
    isClosed = true;
    if (handle != 0) {
      TurboJpegLibrary.close(handle);
      handle = 0;
    }
    if (arena != null) {
      arena.close();
      arena = null;
      source = MemorySegment.NULL;
    }
  }
}
