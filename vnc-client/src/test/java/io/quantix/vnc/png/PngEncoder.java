package io.quantix.vnc.png;

import static java.util.Objects.requireNonNull;

import io.quantix.vnc.wire.ServerBytes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG of 8 bits a sample, with a filter for each row by chance, in chunks of any size. */
public final class PngEncoder {
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final Random random;

  /** Makes one whose choices follow from a random source. */
  public PngEncoder(Random random) {
    this.random = random;
  }

  /**
   * Writes a picture.
   *
   * @param type 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
   */
  public byte[] encode(int[] argb, int w, int h, int type, boolean isInterlaced) {
    ServerBytes out = new ServerBytes();
    out.u32(0x89504e47L).u32(0x0d0a1a0aL);
    chunk(out, "IHDR", header(w, h, 8, type, isInterlaced ? 1 : 0));
    chunk(out, "tEXt", "Comment\0none".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    Map<Integer, Integer> palette = new LinkedHashMap<>();
    if (type == 3) {
      ServerBytes colours = new ServerBytes();
      for (int pixel : argb) {
        if (palette.putIfAbsent(pixel, palette.size()) == null) {
          colours.u8(pixel >> 16).u8(pixel >> 8).u8(pixel);
        }
      }
      chunk(out, "PLTE", colours.done());
    }
    ServerBytes rows = new ServerBytes();
    for (int[] pass : isInterlaced ? PASSES : new int[][] {{0, 0, 1, 1}}) {
      byte[] above = new byte[0];
      for (int y = pass[1]; y < h; y += pass[3]) {
        ServerBytes row = new ServerBytes();
        for (int x = pass[0]; x < w; x += pass[2]) {
          sample(argb[y * w + x], type, palette, row);
        }
        if (row.done().length > 0) {
          above = filtered(row.done(), above, samples(type), rows);
        }
      }
    }
    byte[] data = deflated(rows.done());
    for (int at = 0; at < data.length; ) {
      int count = Math.min(data.length - at, 1 + random.nextInt(500));
      chunk(out, "IDAT", Arrays.copyOfRange(data, at, at + count));
      at += count;
    }
    chunk(out, "IEND", new byte[0]);
    return out.done();
  }

  static byte[] header(int w, int h, int bits, int type, int interlace) {
    return new ServerBytes().u32(w).u32(h).bytes(bits, type, 0, 0, interlace).done();
  }

  static int samples(int type) {
    return new int[] {1, 0, 3, 1, 2, 0, 4}[type];
  }

  static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] zlib = new byte[plain.length + 1000];
    int length = deflater.deflate(zlib);
    deflater.end();
    return Arrays.copyOf(zlib, length);
  }

  /** Adds a chunk. */
  static void chunk(ServerBytes out, String type, byte[] data) {
    byte[] body = new ServerBytes().ascii(type).raw(data).done();
    CRC32 checksum = new CRC32();
    checksum.update(body);
    out.u32(data.length).raw(body).u32(checksum.getValue());
  }

  private void sample(int pixel, int type, Map<Integer, Integer> palette, ServerBytes out) {
    switch (type) {
      case 0 -> out.u8(pixel);
      case 2 -> out.u8(pixel >> 16).u8(pixel >> 8).u8(pixel);
      case 3 -> out.u8(requireNonNull(palette.get(pixel)));
      case 4 -> out.u8(pixel).u8(random.nextInt());
      default -> out.u8(pixel >> 16).u8(pixel >> 8).u8(pixel).u8(random.nextInt());
    }
  }

  /** Writes a row through a filter, and returns it without. */
  private byte[] filtered(byte[] row, byte[] before, int pixel, ServerBytes out) {
    byte[] above = Arrays.copyOf(before, row.length);
    int filter = random.nextInt(5);
    out.u8(filter);
    for (int i = 0; i < row.length; i++) {
      int left = i < pixel ? 0 : row[i - pixel] & 0xff;
      int up = above[i] & 0xff;
      int corner = i < pixel ? 0 : above[i - pixel] & 0xff;
      int expected =
          switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, corner);
          };
      out.u8(row[i] - expected);
    }
    return row;
  }

  private static int paeth(int a, int b, int c) {
    int p = a + b - c;
    if (Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c)) {
      return a;
    }
    return Math.abs(p - b) <= Math.abs(p - c) ? b : c;
  }
}
