package io.quantix.vnc.encoding;

import static java.util.Objects.requireNonNull;

import io.quantix.vnc.wire.ServerBytes;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;

/** Encodes ZRLE, taking for each tile any of the ways that its colours allow. */
final class ZrleEncoder implements AutoCloseable {
  enum Kind {
    RAW,
    SOLID,
    PACKED,
    PLAIN_RUNS,
    PALETTE_RUNS
  }

  private final Deflater deflater = new Deflater(6);
  private final Random random;
  private final PixelWriter writer;
  private int wavelet;
  final Set<Kind> used = EnumSet.noneOf(Kind.class);

  ZrleEncoder(Random random) {
    this(random, PixelWriter.BGRX);
  }

  ZrleEncoder(Random random, PixelWriter writer) {
    this.random = random;
    this.writer = writer;
  }

  /** Sends what is raw as coefficients from here on; 0 for ZRLE. */
  void zywrle(int level) {
    wavelet = level;
  }

  byte[] encode(int[] argb, int w, int h) {
    ServerBytes tiles = new ServerBytes();
    for (int y = 0; y < h; y += 64) {
      for (int x = 0; x < w; x += 64) {
        int tw = Math.min(64, w - x);
        int th = Math.min(64, h - y);
        tile(TestPicture.part(argb, w, x, y, tw, th), tw, th, wavelet, tiles);
      }
    }
    byte[] zlib = deflate(tiles.done());
    return new ServerBytes().u32(zlib.length).raw(zlib).done();
  }

  /** A piece of the stream that refers to none before it. */
  byte[] deflate(byte[] plain) {
    deflater.setInput(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    int n;
    do {
      n = deflater.deflate(chunk, 0, chunk.length, Deflater.FULL_FLUSH);
      out.write(chunk, 0, n);
    } while (n == chunk.length);
    return out.toByteArray();
  }

  private void tile(int[] pixels, int w, int h, int level, ServerBytes out) {
    Map<Integer, Integer> palette = new LinkedHashMap<>();
    for (int pixel : pixels) {
      palette.putIfAbsent(pixel, palette.size());
    }
    EnumSet<Kind> possible = EnumSet.of(Kind.RAW, Kind.PLAIN_RUNS);
    if (palette.size() == 1) {
      possible.add(Kind.SOLID);
    }
    if (palette.size() >= 2 && palette.size() <= 16) {
      possible.add(Kind.PACKED);
    }
    if (palette.size() >= 2 && palette.size() <= 127) {
      possible.add(Kind.PALETTE_RUNS);
    }
    Kind kind = possible.stream().skip(random.nextInt(possible.size())).findFirst().orElseThrow();
    used.add(kind);
    switch (kind) {
      case RAW -> {
        out.u8(0);
        if (level > 0) {
          tile(WaveletEncoder.analyze(pixels, w, h, level, writer), w, h, 0, out);
          return;
        }
        pixels(pixels, out);
      }
      case SOLID -> writer.compact(pixels[0], out.u8(1));
      case PACKED -> {
        out.u8(palette.size());
        palette.keySet().forEach(colour -> writer.compact(colour, out));
        packed(pixels, w, h, palette, out);
      }
      case PLAIN_RUNS -> {
        out.u8(128);
        runs(
            pixels,
            (colour, length) -> {
              writer.compact(colour, out);
              length(length, out);
            });
      }
      case PALETTE_RUNS -> {
        out.u8(128 + palette.size());
        palette.keySet().forEach(colour -> writer.compact(colour, out));
        runs(
            pixels,
            (colour, length) -> {
              if (length == 1) {
                out.u8(requireNonNull(palette.get(colour)));
              } else {
                length(length, out.u8(requireNonNull(palette.get(colour)) | 0x80));
              }
            });
      }
    }
  }

  private void pixels(int[] pixels, ServerBytes out) {
    for (int pixel : pixels) {
      writer.compact(pixel, out);
    }
  }

  private static void packed(
      int[] pixels, int w, int h, Map<Integer, Integer> palette, ServerBytes out) {
    int bits = palette.size() == 2 ? 1 : palette.size() <= 4 ? 2 : 4;
    for (int y = 0; y < h; y++) {
      int filled = 0;
      int octet = 0;
      for (int x = 0; x < w; x++) {
        octet = octet << bits | requireNonNull(palette.get(pixels[y * w + x]));
        filled += bits;
        if (filled == 8) {
          out.u8(octet);
          filled = 0;
          octet = 0;
        }
      }
      if (filled > 0) {
        out.u8(octet << (8 - filled));
      }
    }
  }

  private interface Run {
    void of(int colour, int length);
  }

  private static void runs(int[] pixels, Run run) {
    int start = 0;
    for (int i = 1; i <= pixels.length; i++) {
      if (i == pixels.length || pixels[i] != pixels[start]) {
        run.of(pixels[start], i - start);
        start = i;
      }
    }
  }

  private static void length(int length, ServerBytes out) {
    int left = length - 1;
    while (left >= 255) {
      out.u8(255);
      left -= 255;
    }
    out.u8(left);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
