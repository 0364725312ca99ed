package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way to a server that lets only so much through, and sees which levels are asked for. */
final class ThrottledLink implements VncTransport {
  private static final int PIECE = 2048;
  // A compression level and the quality behind it, as SetEncodings lists them.
  private static final Pattern LEVELS = Pattern.compile("ffffff0[0-9]ffffffe([0-9])");

  private final VncTransport server;
  private final List<Integer> qualities = new ArrayList<>();
  private volatile int bytesPerSecond;

  /**
   * Lies before a server.
   *
   * @param bytesPerSecond 0 for no limit
   */
  ThrottledLink(VncTransport server, int bytesPerSecond) {
    this.server = server;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Lets so much through from here on, 0 for everything. */
  void setBytesPerSecond(int value) {
    bytesPerSecond = value;
  }

  /** The qualities that were asked for so far. */
  synchronized List<Integer> qualities() {
    return List.copyOf(qualities);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int limit = bytesPerSecond;
    if (limit == 0) {
      return server.read(into);
    }
    ByteBuffer piece = into.slice(into.position(), Math.min(PIECE, into.remaining()));
    int n = server.read(piece);
    if (n > 0) {
      into.position(into.position() + n);
      try {
        TimeUnit.NANOSECONDS.sleep(n * 1_000_000_000L / limit);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    return n;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    Matcher levels = LEVELS.matcher(HexFormat.of().formatHex(bytes));
    synchronized (this) {
      while (levels.find()) {
        qualities.add(Integer.parseInt(levels.group(1)));
      }
    }
    server.write(from);
  }

  @Override
  public String peer() {
    return server.peer();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
