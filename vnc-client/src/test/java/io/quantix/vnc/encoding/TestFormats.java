package io.quantix.vnc.encoding;

import io.quantix.vnc.PixelFormat;
import java.util.stream.Stream;

/** Formats in which servers are asked for pixels, and some that only the rules allow. */
final class TestFormats {
  private TestFormats() {}

  static PixelFormat colours(
      int bits, int depth, boolean big, int red, int green, int blue, int r, int g, int b) {
    return new PixelFormat(bits, depth, big, true, red, green, blue, r, g, b);
  }

  static Stream<PixelWriter> all() {
    return Stream.of(
            PixelFormat.BGRX,
            PixelFormat.RGB565,
            PixelFormat.BGR233,
            // the usual one in the other order, and red first, and the unused byte last
            colours(32, 24, true, 255, 255, 255, 16, 8, 0),
            colours(32, 24, false, 255, 255, 255, 0, 8, 16),
            colours(32, 24, false, 255, 255, 255, 24, 16, 8),
            colours(32, 24, true, 255, 255, 255, 24, 16, 8),
            // no byte is free, or none is said to be
            colours(32, 24, false, 255, 255, 255, 24, 8, 0),
            colours(32, 32, false, 255, 255, 255, 16, 8, 0),
            // few bits in many, which are in none of the usual places
            colours(32, 15, false, 31, 31, 31, 3, 11, 25),
            colours(32, 18, true, 63, 63, 63, 0, 6, 12),
            colours(16, 16, true, 31, 63, 31, 11, 5, 0),
            colours(16, 15, false, 31, 31, 31, 0, 5, 10),
            colours(16, 12, true, 15, 15, 15, 8, 4, 0),
            colours(8, 6, false, 3, 3, 3, 4, 2, 0),
            colours(8, 3, false, 1, 1, 1, 2, 1, 0))
        .map(PixelWriter::new);
  }
}
