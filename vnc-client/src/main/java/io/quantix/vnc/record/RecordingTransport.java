package io.quantix.vnc.record;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A server of RFB 3.8 without security that says all it has to say, whatever it is asked. */
final class RecordingTransport implements VncTransport {
  private static final String GREETING = "RFB 003.008\n";

  private final Deque<ByteBuffer> parts = new ArrayDeque<>();
  private final int most;
  private final String peer;
  private volatile boolean closed;

  RecordingTransport(Recording recording, int passes, int most) {
    this.most = most;
    this.peer = "a recording of " + recording.name();
    parts.add(StandardCharsets.US_ASCII.encode(GREETING));
    // One security type, None, and that it is well (RFB 7.1.2, 7.1.3).
    parts.add(ByteBuffer.wrap(new byte[] {1, 1, 0, 0, 0, 0}));
    parts.add(ByteBuffer.wrap(Passes.serverInit(recording)));
    parts.add(recording.bytes());
    if (passes > 1) {
      byte[] between = Passes.between(recording);
      ByteBuffer again = Passes.again(recording);
      for (int i = 1; i < passes; i++) {
        parts.add(ByteBuffer.wrap(between));
        parts.add(again.duplicate());
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    while (!parts.isEmpty() && !parts.getFirst().hasRemaining()) {
      parts.removeFirst();
    }
    if (parts.isEmpty()) {
      return -1;
    }
    ByteBuffer part = parts.getFirst();
    int n = Math.min(Math.min(part.remaining(), into.remaining()), most);
    into.put(into.position(), part, part.position(), n);
    into.position(into.position() + n);
    part.position(part.position() + n);
    return n;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    from.position(from.limit());
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    closed = true;
  }
}
