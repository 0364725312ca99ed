package io.quantix.vnc.record;

import io.quantix.vnc.PixelFormat;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes a recording beside its place, and moves it there when it is whole. */
final class RecordingWriter implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final Path unfinished;
  private final DataOutputStream out;
  private long written;

  RecordingWriter(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    unfinished = this.file.resolveSibling(this.file.getFileName() + ".part");
    OutputStream raw = Files.newOutputStream(unfinished);
    boolean done = false;
    try {
      raw.write(RecordingFile.MAGIC);
      raw.write(RecordingFile.VERSION >> 8);
      raw.write(RecordingFile.VERSION);
      out =
          new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(raw, BUFFER), BUFFER));
      done = true;
    } finally {
      if (!done) {
        raw.close();
        Files.deleteIfExists(unfinished);
      }
    }
  }

  void header(int width, int height, String name, PixelFormat format, List<Integer> encodings)
      throws IOException {
    out.writeShort(width);
    out.writeShort(height);
    out.write(format(format));
    byte[] raw = name.getBytes(StandardCharsets.UTF_8);
    out.writeInt(raw.length);
    out.write(raw);
    out.writeShort(encodings.size());
    for (int encoding : encodings) {
      out.writeInt(encoding);
    }
  }

  /** PIXEL_FORMAT (RFB 7.4). */
  static byte[] format(PixelFormat format) {
    return new byte[] {
      (byte) format.bitsPerPixel(),
      (byte) format.depth(),
      (byte) (format.bigEndian() ? 1 : 0),
      (byte) (format.trueColour() ? 1 : 0),
      (byte) (format.redMax() >> 8),
      (byte) format.redMax(),
      (byte) (format.greenMax() >> 8),
      (byte) format.greenMax(),
      (byte) (format.blueMax() >> 8),
      (byte) format.blueMax(),
      (byte) format.redShift(),
      (byte) format.greenShift(),
      (byte) format.blueShift(),
      0,
      0,
      0
    };
  }

  /**
   * Adds whole messages.
   *
   * @param micros since the piece before
   */
  void piece(long micros, byte[] bytes, int length) throws IOException {
    written += length;
    if (written > RecordingFile.BYTES) {
      throw new IOException("a recording holds at most " + RecordingFile.BYTES + " bytes");
    }
    out.writeInt((int) Math.min(micros, Integer.MAX_VALUE));
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  /** Ends the file and puts it into its place. */
  void finish(int updates, int width, int height, String sha256) throws IOException {
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(updates);
    out.writeShort(width);
    out.writeShort(height);
    out.write(HexFormat.of().parseHex(sha256));
    out.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(unfinished);
    }
  }
}
