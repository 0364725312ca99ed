package io.quantix.agent.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a channel into frames. It begins without a session, and after bytes that are no
 * frame it has none: then it passes over everything but control frames, until {@link #begin} is
 * called for one of them. Frames are given on only if their checksum is that of the session.
 *
 * <p>For one thread. Memory grows with what has arrived, not with what was announced, and is at
 * most a frame.
 */
public final class FrameReader {
  /** What is told as it is read. */
  public interface Sink {
    /**
     * A whole frame of the session.
     *
     * @param frame holds it; used again after this call
     */
    void frame(byte[] frame, int offset, int length);

    /** A control frame; {@link FrameReader#begin} may be called from here. */
    void control(ControlFrame frame);

    /** The session's bytes make no sense any more, and it is over. */
    void lost(String why);
  }

  /** The field number 9 as a fixed32. */
  static final byte CHECKSUM_TAG = 0x4D;

  /** The checksum's field. */
  static final int CHECKSUM_BYTES = 5;

  private static final int FIRST_BUFFER = 4096;

  private final Sink sink;
  private final ControlScanner scanner = new ControlScanner();
  private @Nullable SessionNonces session;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int count;

  /** Of the frame that is being read; -1 while its four bytes are not all there. */
  private int length = -1;

  /** Without a session, until one is begun. */
  public FrameReader(Sink sink) {
    this.sink = sink;
  }

  /** What comes now belongs to this session. */
  public void begin(SessionNonces nonces) {
    session = nonces;
    next();
  }

  /** Ends the session, if there is one: everything but control frames is passed over. */
  public void end() {
    session = null;
    next();
  }

  /** Whether it is in a session. */
  public boolean inSession() {
    return session != null;
  }

  /** Takes what has arrived. */
  public void accept(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      SessionNonces now = session;
      if (now == null || scanner.possible()) {
        scan(bytes[at++], now != null);
      } else if (this.length < 0) {
        at = lengthByte(bytes, at);
      } else {
        at = body(now, bytes, at, end);
      }
    }
  }

  private void scan(byte value, boolean inSession) {
    ControlFrame control = scanner.next(value);
    if (control != null) {
      next();
      sink.control(control);
    } else if (inSession && !scanner.possible()) {
      lose("A control frame is damaged");
    }
  }

  private int lengthByte(byte[] bytes, int at) {
    buffer[count++] = bytes[at];
    if (count < 4) {
      return at + 1;
    }
    int announced = ByteBuffer.wrap(buffer, 0, 4).getInt();
    count = 0;
    if (announced == -1) {
      feedScanner();
    } else if (announced < 0 || announced > Limits.MAX_FRAME) {
      lose("A frame of %d bytes is announced".formatted(announced & 0xFFFFFFFFL));
      feedScanner();
    } else if (announced > CHECKSUM_BYTES) {
      length = announced;
    } else if (announced != 0) {
      lose("A frame of %d bytes is announced".formatted(announced));
    }
    return at + 1;
  }

  /** The four bytes that are no length may begin a control frame. */
  private void feedScanner() {
    for (int i = 0; i < 4; i++) {
      scanner.next(buffer[i]);
    }
  }

  private int body(SessionNonces now, byte[] bytes, int at, int end) {
    int take = Math.min(end - at, length - count);
    if (count == 0 && take == length) {
      // All of it is here already: no need to move it.
      complete(now, bytes, at, length);
      return at + take;
    }
    if (buffer.length < count + take) {
      buffer =
          Arrays.copyOf(
              buffer, Math.min(Limits.MAX_FRAME, Math.max(2 * buffer.length, count + take)));
    }
    System.arraycopy(bytes, at, buffer, count, take);
    count += take;
    if (count == length) {
      complete(now, buffer, 0, length);
    }
    return at + take;
  }

  private void complete(SessionNonces now, byte[] bytes, int offset, int size) {
    next();
    int covered = size - CHECKSUM_BYTES;
    int checksum =
        ByteBuffer.wrap(bytes, offset + covered + 1, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (bytes[offset + covered] == CHECKSUM_TAG
        && checksum == now.checksum(bytes, offset, covered)) {
      sink.frame(bytes, offset, size);
    } else {
      lose("A frame of %d bytes has another checksum".formatted(size));
    }
  }

  private void lose(String why) {
    session = null;
    next();
    sink.lost(why);
  }

  private void next() {
    count = 0;
    length = -1;
    scanner.reset();
  }
}
