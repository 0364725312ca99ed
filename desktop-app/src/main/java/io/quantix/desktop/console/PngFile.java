package io.quantix.desktop.console;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes pixels as a PNG (RFC 2083), 8 bits a channel, without the desktop module's image code. */
public final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int FILTER_UP = 2;

  private PngFile() {}

  /**
   * Writes a file beside its place and renames it.
   *
   * @param argb width * height pixels from position 0; alpha is left out
   */
  public static void write(Path file, int width, int height, IntBuffer argb) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    if (Files.isDirectory(target)) {
      throw new IOException("it is a folder");
    }
    // Not as a temporary file: those are for their owner alone, and stay so when renamed.
    Path beside = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(beside)) {
        out.write(bytes(width, height, argb));
      }
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** The bytes of the file. */
  public static byte[] bytes(int width, int height, IntBuffer argb) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(width * height / 4 + 1024);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(header);
    head.writeInt(width);
    head.writeInt(height);
    head.write(
        new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB, the one compression, filter, no interlace
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "IDAT", compressed(width, height, argb));
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static byte[] compressed(int width, int height, IntBuffer argb) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(6);
    try (DeflaterOutputStream out = new DeflaterOutputStream(data, deflater, 65_536)) {
      byte[] line = new byte[1 + width * 3];
      byte[] above = new byte[width * 3];
      int[] row = new int[width];
      line[0] = FILTER_UP;
      for (int y = 0; y < height; y++) {
        argb.get(y * width, row);
        for (int x = 0, at = 0; x < width; x++) {
          int pixel = row[x];
          at = put(line, above, at, (byte) (pixel >> 16));
          at = put(line, above, at, (byte) (pixel >> 8));
          at = put(line, above, at, (byte) pixel);
        }
        out.write(line);
      }
    } finally {
      deflater.end();
    }
    return data.toByteArray();
  }

  private static int put(byte[] line, byte[] above, int at, byte value) {
    line[at + 1] = (byte) (value - above[at]);
    above[at] = value;
    return at + 1;
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt((int) crc.getValue());
  }
}
