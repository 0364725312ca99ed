package io.quantix.vnc.encoding;

import static java.util.Objects.requireNonNull;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.wire.ServerBytes;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;

/** Encodes Tight, taking for each rectangle any of the ways that its colours allow. */
final class TightEncoder implements AutoCloseable {
  enum Kind {
    FILL,
    COPY,
    FILTERED_COPY,
    TWO_COLOURS,
    PALETTE,
    GRADIENT
  }

  private final Deflater[] deflaters = new Deflater[4];
  private final PixelWriter pixels;
  private final Random random;
  final Set<Kind> used = EnumSet.noneOf(Kind.class);
  int resets;
  int stored;

  TightEncoder(Random random) {
    this(random, PixelWriter.BGRX);
  }

  TightEncoder(Random random, PixelWriter pixels) {
    this.random = random;
    this.pixels = pixels;
    for (int i = 0; i < deflaters.length; i++) {
      deflaters[i] = new Deflater(i + 1);
    }
  }

  /** A rectangle of a kind that fits, from a stream of its choice, sometimes a fresh one. */
  byte[] encode(int[] argb, int w, int h) {
    int colours = palette(argb).size();
    Kind kind =
        switch (random.nextInt(6)) {
          case 0 -> Kind.COPY;
          case 1 -> Kind.FILTERED_COPY;
          case 2 -> pixels.format().bytes() > 1 ? Kind.GRADIENT : Kind.COPY;
          default ->
              colours == 1
                  ? Kind.FILL
                  : colours == 2 ? Kind.TWO_COLOURS : colours <= 256 ? Kind.PALETTE : Kind.COPY;
        };
    int reset = random.nextInt(3) > 0 ? 0 : random.nextInt(16);
    return encode(kind, argb, w, h, random.nextInt(4), reset, random.nextInt(5) == 0);
  }

  byte[] encode(Kind kind, int[] argb, int w, int h, int stream, int reset, boolean isStored) {
    used.add(kind);
    resets += reset == 0 ? 0 : 1;
    for (int i = 0; i < 4; i++) {
      if ((reset >> i & 1) != 0) {
        deflaters[i].reset();
      }
    }
    ServerBytes out = new ServerBytes();
    if (kind == Kind.FILL) {
      out.u8(0x80 | reset);
      pixels.tight(argb[0], out);
      return out.done();
    }
    int control = (isStored ? 0x80 | 0x20 : stream << 4) | reset;
    ServerBytes data = new ServerBytes();
    switch (kind) {
      case COPY, FILTERED_COPY -> {
        if (kind == Kind.COPY) {
          out.u8(control);
        } else {
          out.u8(control | 0x40).u8(0);
        }
        for (int pixel : argb) {
          pixels.tight(pixel, data);
        }
      }
      case GRADIENT -> {
        out.u8(control | 0x40).u8(2);
        gradient(argb, w, h, data);
      }
      default -> {
        Map<Integer, Integer> palette = palette(argb);
        out.u8(control | 0x40).u8(1).u8(palette.size() - 1);
        palette.keySet().forEach(colour -> pixels.tight(colour, out));
        indices(argb, w, h, palette, data);
      }
    }
    data(data.done(), stream, isStored, out);
    return out.done();
  }

  /** What a palette or a fill, or none, is followed by: data, compressed if they are long. */
  void data(byte[] plain, int stream, boolean isStored, ServerBytes out) {
    if (plain.length < 12) {
      out.raw(plain);
      return;
    }
    stored += isStored ? 1 : 0;
    byte[] data = isStored ? plain : deflate(plain, stream);
    length(data.length, out);
    out.raw(data);
  }

  /** A length of one to three bytes. */
  static void length(int length, ServerBytes out) {
    if (length < 0x80) {
      out.u8(length);
    } else if (length < 0x4000) {
      out.u8((length & 0x7f) | 0x80).u8(length >> 7);
    } else {
      out.u8((length & 0x7f) | 0x80).u8((length >> 7 & 0x7f) | 0x80).u8(length >> 14);
    }
  }

  private byte[] deflate(byte[] plain, int stream) {
    deflaters[stream].setInput(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    int n;
    do {
      n = deflaters[stream].deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      out.write(chunk, 0, n);
    } while (n == chunk.length);
    return out.toByteArray();
  }

  private static Map<Integer, Integer> palette(int[] argb) {
    Map<Integer, Integer> palette = new LinkedHashMap<>();
    for (int pixel : argb) {
      palette.putIfAbsent(pixel, palette.size());
    }
    return palette;
  }

  private static void indices(
      int[] argb, int w, int h, Map<Integer, Integer> palette, ServerBytes out) {
    int perByte = palette.size() == 2 ? 8 : 1;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x += perByte) {
        int octet = 0;
        for (int i = 0; i < perByte; i++) {
          int index = x + i < w ? requireNonNull(palette.get(argb[y * w + x + i])) : 0;
          octet = octet << 1 | index;
        }
        out.u8(perByte == 1 ? requireNonNull(palette.get(argb[y * w + x])) : octet);
      }
    }
  }

  private void gradient(int[] argb, int w, int h, ServerBytes out) {
    PixelFormat format = pixels.format();
    int[] maxima = {format.redMax(), format.greenMax(), format.blueMax()};
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int difference = 0;
        for (int i = 0; i < 3; i++) {
          int max = maxima[i];
          int down = 24 - 8 * i - Integer.bitCount(max);
          int left = x == 0 ? 0 : argb[y * w + x - 1] >> down & max;
          int up = y == 0 ? 0 : argb[(y - 1) * w + x] >> down & max;
          int corner = x == 0 || y == 0 ? 0 : argb[(y - 1) * w + x - 1] >> down & max;
          int expected = Math.clamp(left + up - corner, 0, max);
          difference |= (((argb[y * w + x] >> down) - expected) & max) << down;
        }
        // Differences are packed like pixels.
        pixels.tight(difference, out);
      }
    }
  }

  @Override
  public void close() {
    for (Deflater deflater : deflaters) {
      deflater.end();
    }
  }
}
