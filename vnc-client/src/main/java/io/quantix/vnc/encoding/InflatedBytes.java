package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One zlib stream that goes through all rectangles of a session, inflated piece by piece as it is
 * asked for, so that a rectangle that inflates to more than it should costs nothing.
 */
final class InflatedBytes implements AutoCloseable {
  private static final int CAPACITY = 64 * 1024;

  /** How far past the last byte a decoder may read without harm, before it looks. */
  static final int SLACK = 64;

  private final Inflater inflater = new Inflater();

  /** The inflated bytes; valid from position to limit. */
  final byte[] bytes = new byte[CAPACITY + SLACK];

  /** The next byte. */
  int position;

  /** Behind the last byte. */
  int limit;

  private int compressed;
  private boolean isStored;

  /** Starts a rectangle of so many compressed bytes. */
  void begin(int length) {
    position = 0;
    limit = 0;
    compressed = length;
    isStored = false;
  }

  /** Starts a rectangle whose bytes are sent as they are, past the zlib stream. */
  void beginStored(int length) {
    begin(length);
    isStored = true;
  }

  /** Forgets the zlib stream: what comes next is the beginning of another. */
  void reset() {
    inflater.reset();
  }

  /** Makes so many bytes available; a breach if the rectangle has not got them. */
  void need(int count, WireReader in) throws IOException, VncException {
    if (limit - position < count) {
      offer(count, in);
      if (limit - position < count) {
        throw Breach.protocol("its compressed data end too soon");
      }
    }
  }

  /** Makes so many bytes available, or as many as are left. */
  void offer(int count, WireReader in) throws IOException, VncException {
    if (limit - position >= count) {
      return;
    }
    // Always to the front: zlib is slow while it sees the end of its room, and little is moved.
    System.arraycopy(bytes, position, bytes, 0, limit - position);
    limit -= position;
    position = 0;
    while (limit < count) {
      int n = inflate(in);
      if (n == 0) {
        return;
      }
      limit += n;
    }
  }

  /** Ends a rectangle: nothing may be left but what ends a zlib block. */
  void end(WireReader in) throws IOException, VncException {
    if (position == limit) {
      position = 0;
      limit = 0;
      limit = inflate(in);
    }
    if (position != limit) {
      throw Breach.protocol("its compressed data hold more than its pixels");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** Inflates what fits; 0 if the rectangle's data are used up. */
  private int inflate(WireReader in) throws IOException, VncException {
    if (isStored) {
      int n = Math.min(compressed, CAPACITY - limit);
      in.bytes(bytes, limit, n);
      compressed -= n;
      return n;
    }
    try {
      while (true) {
        int n = inflater.inflate(bytes, limit, CAPACITY - limit);
        if (n > 0) {
          return n;
        }
        if (inflater.finished() || inflater.needsDictionary() || !inflater.needsInput()) {
          throw Breach.protocol("its zlib stream ends or stalls in the middle");
        }
        if (compressed == 0) {
          return 0;
        }
        var window = in.window(compressed);
        compressed -= window.remaining();
        inflater.setInput(window);
      }
    } catch (DataFormatException e) {
      throw Breach.protocol("its zlib stream is broken (" + e.getMessage() + ")");
    }
  }
}
