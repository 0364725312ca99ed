package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a server's WebSocket frames (RFC 6455 5) and gives their payload as one stream. Payload is
 * never collected: a frame may be as long as it likes, up to a stated limit, and costs nothing. For
 * one thread.
 */
final class WebSocketFrames {
  /** The most bytes of one frame; servers send a few kilobytes, a screen at the very most. */
  static final long MOST_BYTES = 1L << 30;

  private static final int CAPACITY = 64 * 1024;
  private static final int CONTROL_BYTES = 125;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;

  /** Told of what is to be answered. */
  interface Control {
    /** A ping with its payload, which is valid during the call alone. */
    void ping(ByteBuffer payload) throws IOException;

    /** The server has closed, or ended, its side. */
    void closed() throws IOException;
  }

  private final VncTransport under;
  private final String peer;
  private final Control control;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).limit(0);
  private final ByteBuffer payload = ByteBuffer.allocate(CONTROL_BYTES);
  private long left;
  private boolean inMessage;
  private boolean ended;

  WebSocketFrames(VncTransport under, String peer, Control control) {
    this.under = under;
    this.peer = peer;
    this.control = control;
  }

  /** Reads payload, at least a byte, waiting for it; -1 when the server has closed. */
  int read(ByteBuffer into) throws IOException {
    int start = into.position();
    try {
      while (into.hasRemaining() && !ended) {
        if (left == 0) {
          // A header that has not come yet is not waited for if there is something to give.
          if (into.position() > start && !hasHeader()) {
            break;
          }
          header();
        } else if (!buffer.hasRemaining() && into.position() > start) {
          break;
        } else {
          take(into);
        }
      }
    } catch (VncException e) {
      throw new IOException(e.getMessage(), e);
    }
    return into.position() > start || !into.hasRemaining() ? into.position() - start : -1;
  }

  private void take(ByteBuffer into) throws IOException {
    int most = (int) Math.min(left, into.remaining());
    if (!buffer.hasRemaining() && most >= CAPACITY) {
      int limit = into.limit();
      int n = under.read(into.limit(into.position() + most));
      into.limit(limit);
      if (n < 0) {
        throw new EOFException("the connection was closed inside a WebSocket frame");
      }
      left -= n;
      return;
    }
    need(1);
    int n = Math.min(most, buffer.remaining());
    into.put(into.position(), buffer, buffer.position(), n);
    into.position(into.position() + n);
    buffer.position(buffer.position() + n);
    left -= n;
  }

  /** Whether a whole header of whatever length is here already. */
  private boolean hasHeader() {
    if (buffer.remaining() < 2) {
      return false;
    }
    int length = buffer.get(buffer.position() + 1) & 0x7f;
    return buffer.remaining() >= 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
  }

  /** Reads a header, and all of a control frame. */
  private void header() throws IOException, VncException {
    if (!buffer.hasRemaining() && fill() < 0) {
      // Without a word of goodbye, as servers do that are killed.
      end();
      return;
    }
    need(2);
    int first = buffer.get() & 0xff;
    int second = buffer.get() & 0xff;
    boolean last = (first & 0x80) != 0;
    int opcode = first & 0x0f;
    if ((first & 0x70) != 0) {
      throw breach("reserved bits that no extension was agreed for");
    }
    if ((second & 0x80) != 0) {
      throw breach("a masked frame, which only clients send");
    }
    long length = length(second & 0x7f);
    if (opcode >= CLOSE) {
      controlFrame(opcode, last, length);
      return;
    }
    switch (opcode) {
      case CONTINUATION -> {
        if (!inMessage) {
          throw breach("a continuation of no message");
        }
      }
      case BINARY -> {
        if (inMessage) {
          throw breach("a new message inside another");
        }
      }
      case TEXT ->
          throw new VncException(
              VncException.Kind.PROTOCOL,
              peer + " sent text, and VNC is binary",
              "The server may speak an old subprotocol (base64). Update websockify or its kin.");
      default -> throw breach("a frame of the unknown type " + opcode);
    }
    if (length > MOST_BYTES) {
      throw Breach.limit("the length of " + peer + "'s WebSocket frame", length, MOST_BYTES);
    }
    inMessage = !last;
    left = length;
  }

  private long length(int seven) throws IOException, VncException {
    if (seven < 126) {
      return seven;
    }
    if (seven == 126) {
      need(2);
      int length = buffer.getShort() & 0xffff;
      if (length < 126) {
        throw breach("a length that is written longer than it has to be");
      }
      return length;
    }
    need(8);
    long length = buffer.getLong();
    if (length < 0) {
      throw breach("a negative length");
    }
    if (length <= 0xffff) {
      throw breach("a length that is written longer than it has to be");
    }
    return length;
  }

  private void controlFrame(int opcode, boolean last, long length)
      throws IOException, VncException {
    if (!last || length > CONTROL_BYTES) {
      throw breach("a control frame that is too long or in pieces");
    }
    payload.clear().limit((int) length);
    while (payload.hasRemaining()) {
      need(1);
      payload.put(buffer.get());
    }
    payload.flip();
    switch (opcode) {
      case CLOSE -> closed();
      case PING -> control.ping(payload);
      case PONG -> {
        // Nobody has asked; it does no harm (RFC 6455 5.5.3).
      }
      default -> throw breach("a control frame of the unknown type " + opcode);
    }
  }

  private void closed() throws IOException, VncException {
    if (payload.remaining() == 1) {
      throw breach("half a reason for closing");
    }
    int code = payload.hasRemaining() ? payload.getShort() & 0xffff : NORMAL;
    String reason = SafeText.line(StandardCharsets.UTF_8.decode(payload).toString());
    end();
    if (code != NORMAL && code != GOING_AWAY) {
      throw new IOException("the WebSocket was closed with " + (code + " " + reason).strip());
    }
  }

  private void end() throws IOException {
    ended = true;
    control.closed();
  }

  private void need(int bytes) throws IOException {
    while (buffer.remaining() < bytes) {
      if (fill() < 0) {
        throw new EOFException("the connection was closed inside a WebSocket frame");
      }
    }
  }

  private int fill() throws IOException {
    buffer.compact();
    try {
      return under.read(buffer);
    } finally {
      buffer.flip();
    }
  }

  private VncException breach(String what) {
    return Breach.protocol(peer + " sent over its WebSocket " + what);
  }
}
