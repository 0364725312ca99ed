package io.quantix.vnc.wire;

import io.quantix.vnc.VncException;
import io.quantix.vnc.transport.VncTransport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's bytes through one direct buffer. Nothing is allocated but by {@link #text}, and
 * only after its length has been checked. For one thread.
 */
public final class WireReader {
  private static final int CAPACITY = 512 * 1024;
  private static final int OPAQUE = 0xff000000;

  private final VncTransport transport;
  private final int capacity;
  private final ByteBuffer buffer;
  private final ByteBuffer window;
  private final ByteBuffer shown;
  // A view of little-endian pixels from each of the four alignments, so that none is made later.
  private final IntBuffer[] pixels = new IntBuffer[4];
  private @Nullable Consumer<ByteBuffer> tap;
  private volatile long received;

  /** Reads from a transport through a buffer of half a mebibyte. */
  public WireReader(VncTransport transport) {
    this(transport, CAPACITY);
  }

  /**
   * Reads from a transport.
   *
   * @param capacity bytes of the buffer, and so the most that {@link #need} can be asked for
   */
  public WireReader(VncTransport transport, int capacity) {
    this.transport = transport;
    this.capacity = capacity;
    buffer = ByteBuffer.allocateDirect(capacity);
    window = buffer.duplicate();
    shown = buffer.asReadOnlyBuffer();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = buffer.slice(i, (capacity - i) & ~3).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }
    buffer.limit(0);
  }

  /** Bytes that have come from the transport. */
  public long received() {
    return received;
  }

  /** Bytes that have been read of those. */
  public long consumed() {
    return received - buffer.remaining();
  }

  /**
   * Shows every byte that is not read yet or comes from now on, before it is read.
   *
   * @param to given a view that holds until it returns; always the same one
   */
  public void tap(Consumer<ByteBuffer> to) {
    tap = to;
    show(buffer.position(), buffer.limit());
  }

  /** Takes back what has been read and not been used, for a layer that begins with it. */
  public ByteBuffer handBack() {
    ByteBuffer early = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
    count(-early.remaining());
    return early;
  }

  /** Whether a read of a byte would not wait. */
  public boolean hasBuffered() {
    return buffer.hasRemaining();
  }

  /**
   * Waits until so many bytes are here.
   *
   * @throws EOFException if the server closed the connection before
   */
  public void need(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      fill(bytes);
    }
  }

  /** An unsigned byte. */
  public int u8() throws IOException {
    need(1);
    return buffer.get() & 0xff;
  }

  /** An unsigned 16-bit number. */
  public int u16() throws IOException {
    need(2);
    return buffer.getShort() & 0xffff;
  }

  /** A signed 32-bit number. */
  public int s32() throws IOException {
    need(4);
    return buffer.getInt();
  }

  /** An unsigned 32-bit number. */
  public long u32() throws IOException {
    return s32() & 0xffffffffL;
  }

  /** An unsigned 32-bit length that must not be over a limit. */
  public int length(String what, long limit) throws IOException, VncException {
    long length = u32();
    if (length > limit) {
      throw Breach.limit(what, length, limit);
    }
    return (int) length;
  }

  /** Text of a length that has been checked. */
  public String text(int bytes, Charset charset) throws IOException {
    byte[] raw = new byte[bytes];
    bytes(raw, 0, bytes);
    return new String(raw, charset);
  }

  /** Fills a part of an array. */
  public void bytes(byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      need(1);
      int n = Math.min(length - done, buffer.remaining());
      buffer.get(into, offset + done, n);
      done += n;
    }
  }

  /** Drops bytes. */
  public void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      need(1);
      int n = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + n);
      left -= n;
    }
  }

  /** One pixel of four bytes, blue first, made opaque. */
  public int pixel() throws IOException {
    need(4);
    return Integer.reverseBytes(buffer.getInt()) | OPAQUE;
  }

  /** Pixels of four bytes, blue first, made opaque. */
  public void pixels(int[] into, int offset, int count) throws IOException {
    argb(into, offset, count);
    for (int i = offset; i < offset + count; i++) {
      into[i] |= OPAQUE;
    }
  }

  /** Pixels of four bytes, blue first, with their alpha as it came. */
  public void argb(int[] into, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int n = Math.min(count - done, capacity / 8);
      need(n * 4);
      int position = buffer.position();
      pixels[position & 3].get(position >> 2, into, offset + done, n);
      buffer.position(position + n * 4);
      done += n;
    }
  }

  /**
   * Takes what is here of the next bytes, at least one, waiting for it.
   *
   * @param most how many at most
   * @return a view that holds until the next read; always the same one
   */
  public ByteBuffer window(int most) throws IOException {
    need(1);
    int n = Math.min(most, buffer.remaining());
    window.limit(buffer.position() + n).position(buffer.position());
    buffer.position(buffer.position() + n);
    return window;
  }

  private void fill(int bytes) throws IOException {
    if (bytes > capacity) {
      throw new IllegalArgumentException(bytes + " bytes at once");
    }
    if (buffer.position() + bytes > capacity || !buffer.hasRemaining()) {
      buffer.compact().flip();
    }
    do {
      int start = buffer.position();
      int end = buffer.limit();
      buffer.limit(capacity).position(end);
      int n;
      try {
        n = transport.read(buffer);
      } finally {
        buffer.limit(buffer.position()).position(start);
      }
      if (n < 0) {
        throw new EOFException("the connection was closed");
      }
      count(n);
      show(end, end + n);
    } while (buffer.remaining() < bytes);
  }

  private void show(int from, int to) {
    if (tap != null && from < to) {
      // Not the window, which an inflater may still hold as its input, used up.
      tap.accept(shown.clear().limit(to).position(from));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the reader's thread alone writes it
  private void count(int bytes) {
    received += bytes;
  }
}
