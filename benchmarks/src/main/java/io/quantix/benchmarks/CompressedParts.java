package io.quantix.benchmarks;

import io.quantix.vnc.record.Recording;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The zlib data of a recording in Zlib, ZRLE or Tight (RFB 7.7), picked out beforehand, so that
 * inflating them alone can be timed: the least that a decoder of them can take.
 */
final class CompressedParts {
  private static final int STREAMS = 4;

  /** One rectangle's zlib data; the stream is begun anew before it if it says so. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
  private record Part(int stream, boolean fresh, byte[] data) {}

  private final ByteBuffer bytes;
  private final int pixelBytes;
  private final List<Part> parts = new ArrayList<>();
  private final boolean[] fresh = {true, true, true, true};
  private final byte[] out = new byte[64 * 1024];

  private CompressedParts(Recording recording) {
    bytes = recording.bytes();
    pixelBytes = recording.pixelFormat().bytes();
  }

  /** Picks them out; only what the recorder asks for can be in a recording. */
  static CompressedParts of(Recording recording) {
    CompressedParts found = new CompressedParts(recording);
    while (found.bytes.hasRemaining()) {
      found.message();
    }
    return found;
  }

  /** Whether there is anything to inflate. */
  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Inflates all of it, and returns how many bytes that makes. */
  long inflate() throws DataFormatException {
    Inflater[] streams = new Inflater[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
      streams[i] = new Inflater();
    }
    long total = 0;
    try {
      for (Part part : parts) {
        Inflater stream = streams[part.stream];
        if (part.fresh) {
          stream.reset();
        }
        stream.setInput(part.data);
        while (!stream.needsInput()) {
          total += stream.inflate(out);
        }
      }
      return total;
    } finally {
      for (Inflater stream : streams) {
        stream.end();
      }
    }
  }

  private void message() {
    int type = bytes.get();
    switch (type) {
      case 0 -> {
        bytes.get();
        int count = bytes.getShort() & 0xffff;
        for (int i = 0; i < count; i++) {
          rectangle();
        }
      }
      case 2 -> {}
      case 3 -> {
        skip(3);
        skip(Math.abs(bytes.getInt()));
      }
      default -> throw new IllegalStateException("message " + type);
    }
  }

  private void rectangle() {
    skip(4);
    int width = bytes.getShort() & 0xffff;
    int height = bytes.getShort() & 0xffff;
    int encoding = bytes.getInt();
    switch (encoding) {
      case 0 -> skip(width * height * pixelBytes);
      case 1 -> skip(4);
      case 6, 16 -> part(0, bytes.getInt());
      case 7 -> tight(width, height);
      case -223 -> {}
      default -> throw new IllegalStateException("encoding " + encoding);
    }
  }

  private void tight(int width, int height) {
    int control = bytes.get() & 0xff;
    for (int i = 0; i < STREAMS; i++) {
      fresh[i] |= (control & 1 << i) != 0;
    }
    int kind = control >> 4;
    if (kind == 8) {
      skip(3);
    } else if (kind == 9) {
      skip(compact());
    } else {
      int filter = (kind & 4) != 0 ? bytes.get() : 0;
      int size = width * height * 3;
      if (filter == 1) {
        int colours = (bytes.get() & 0xff) + 1;
        skip(colours * 3);
        size = colours == 2 ? (width + 7) / 8 * height : width * height;
      }
      if (size < 12) {
        skip(size);
      } else {
        part(kind & 3, compact());
      }
    }
  }

  private int compact() {
    int value = 0;
    for (int shift = 0; shift < 22; shift += 7) {
      int b = bytes.get() & 0xff;
      value |= (shift == 14 ? b : b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        break;
      }
    }
    return value;
  }

  private void part(int stream, int length) {
    byte[] data = new byte[length];
    bytes.get(data);
    parts.add(new Part(stream, fresh[stream], data));
    fresh[stream] = false;
  }

  private void skip(int count) {
    bytes.position(bytes.position() + count);
  }
}
