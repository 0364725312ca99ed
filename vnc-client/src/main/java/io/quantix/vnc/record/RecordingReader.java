package io.quantix.vnc.record;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a recording, which may be anybody's file: every number in it is checked. */
final class RecordingReader {
  private static final int BUFFER = 64 * 1024;
  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final DataInputStream in;

  private RecordingReader(Path file, DataInputStream in) {
    this.file = file;
    this.in = in;
  }

  static Recording read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file)) {
      byte[] magic = raw.readNBytes(RecordingFile.MAGIC.length);
      if (!Arrays.equals(magic, RecordingFile.MAGIC)) {
        throw new BadRecordingException(file + " is no recording of a VNC session");
      }
      int version = raw.read() << 8 | raw.read();
      if (version != RecordingFile.VERSION) {
        throw new BadRecordingException(
            file + " is a recording of version " + version + ", and only 1 is known");
      }
      return new RecordingReader(file, new DataInputStream(new GZIPInputStream(raw, BUFFER)))
          .read();
    } catch (EOFException | ZipException e) {
      BadRecordingException bad = new BadRecordingException(file + " is cut off or damaged");
      bad.initCause(e);
      throw bad;
    }
  }

  private Recording read() throws IOException {
    int width = in.readUnsignedShort();
    int height = in.readUnsignedShort();
    size(width, height);
    PixelFormat format = format();
    byte[] name = new byte[number("the length of its name", 0, Limits.NAME)];
    in.readFully(name);
    int count = in.readUnsignedShort();
    if (count > RecordingFile.ENCODINGS) {
      throw bad("it lists " + count + " encodings");
    }
    List<Integer> encodings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      encodings.add(in.readInt());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] ends = new int[256];
    long[] micros = new long[256];
    int pieces = 0;
    byte[] chunk = new byte[CHUNK];
    while (true) {
      long delta = number("a time", 0, Integer.MAX_VALUE);
      int length = number("the length of a piece", 0, RecordingFile.BYTES - bytes.size());
      if (length == 0) {
        break;
      }
      if (pieces == RecordingFile.PIECES) {
        throw bad("it has more than " + RecordingFile.PIECES + " pieces");
      }
      // In parts, so that a length costs no memory before its bytes are there.
      for (int left = length; left > 0; ) {
        int n = Math.min(left, chunk.length);
        in.readFully(chunk, 0, n);
        bytes.write(chunk, 0, n);
        left -= n;
      }
      if (pieces == ends.length) {
        ends = Arrays.copyOf(ends, pieces * 2);
        micros = Arrays.copyOf(micros, pieces * 2);
      }
      ends[pieces] = bytes.size();
      micros[pieces] = pieces == 0 ? 0 : micros[pieces - 1] + delta;
      pieces++;
    }
    int updates = number("the number of updates", 0, Integer.MAX_VALUE);
    int lastWidth = in.readUnsignedShort();
    int lastHeight = in.readUnsignedShort();
    size(lastWidth, lastHeight);
    byte[] digest = new byte[RecordingFile.DIGEST];
    in.readFully(digest);
    if (in.read() >= 0) {
      throw bad("something follows its end");
    }
    return new Recording(
        width,
        height,
        SafeText.line(new String(name, StandardCharsets.UTF_8)),
        format,
        encodings,
        bytes.toByteArray(),
        Arrays.copyOf(ends, pieces),
        Arrays.copyOf(micros, pieces),
        new Recording.Outcome(updates, lastWidth, lastHeight, HexFormat.of().formatHex(digest)));
  }

  private PixelFormat format() throws IOException {
    int bits = in.readUnsignedByte();
    int depth = in.readUnsignedByte();
    boolean bigEndian = in.readUnsignedByte() != 0;
    boolean trueColour = in.readUnsignedByte() != 0;
    int red = in.readUnsignedShort();
    int green = in.readUnsignedShort();
    int blue = in.readUnsignedShort();
    int redShift = in.readUnsignedByte();
    int greenShift = in.readUnsignedByte();
    int blueShift = in.readUnsignedByte();
    in.readFully(new byte[3]);
    try {
      return new PixelFormat(
          bits, depth, bigEndian, trueColour, red, green, blue, redShift, greenShift, blueShift);
    } catch (IllegalArgumentException e) {
      throw bad("its pixel format is none: " + e.getMessage());
    }
  }

  private void size(int width, int height) throws BadRecordingException {
    if (width < 1
        || height < 1
        || Math.max(width, height) > Limits.SIDE
        || (long) width * height > Limits.AREA) {
      throw bad("its desktop is " + width + "x" + height);
    }
  }

  private int number(String what, int least, long most) throws IOException {
    int number = in.readInt();
    if (number < least || number > most) {
      throw bad(what + " is " + Integer.toUnsignedString(number));
    }
    return number;
  }

  private BadRecordingException bad(String why) {
    return new BadRecordingException(file + " is damaged: " + why);
  }
}
