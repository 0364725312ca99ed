package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZywrleDecoderTest {
  static Stream<Arguments> cases() {
    int[][] qualities = {{-1, 1}, {9, 1}, {6, 1}, {5, 2}, {3, 2}, {2, 3}, {0, 3}};
    return Stream.of(
            PixelWriter.BGRX,
            new PixelWriter(PixelFormat.RGB565),
            new PixelWriter(TestFormats.colours(16, 15, true, 31, 31, 31, 10, 5, 0)),
            new PixelWriter(TestFormats.colours(32, 24, false, 255, 255, 255, 0, 8, 16)))
        .flatMap(writer -> Stream.of(qualities).map(q -> Arguments.of(writer, q[0], q[1])));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void undoesTheTransform(PixelWriter writer, int quality, int level) throws Exception {
    Pixels pixels = new Pixels(writer.format());
    Random random = new Random(quality);
    int[][] sizes = {{64, 64}, {1, 1}, {63, 7}, {7, 90}, {200, 133}, {66, 65}};
    try (ZrleEncoder encoder = new ZrleEncoder(random, writer);
        ZrleDecoder zrle = new ZrleDecoder(pixels);
        ZrleDecoder zywrle = zrle.forZywrle(pixels, quality)) {
      encoder.zywrle(level);
      for (int[] size : sizes) {
        int w = size[0];
        int h = size[1];
        int[] picture = TestPicture.of(w, h, 64, random);
        TestDesktop desktop = new TestDesktop(w, h);
        desktop.decode(zywrle, 0, 0, w, h, encoder.encode(picture, w, h));
        check(desktop.pixels(), picture, w, h, level, writer);
      }
      // A server that falls back to ZRLE goes on with the same stream.
      encoder.zywrle(0);
      int[] picture = TestPicture.of(50, 50, 64, random);
      TestDesktop desktop = new TestDesktop(50, 50);
      desktop.decode(zrle, 0, 0, 50, 50, encoder.encode(picture, 50, 50));
      assertThat(desktop.pixels()).isEqualTo(writer.shown(picture));
    }
  }

  /** Each tile is either as it was, or all of it that takes part has gone through the colours. */
  private static void check(
      int[] pixels, int[] picture, int w, int h, int level, PixelWriter writer) {
    for (int y = 0; y < h; y += 64) {
      for (int x = 0; x < w; x += 64) {
        int tw = Math.min(64, w - x);
        int th = Math.min(64, h - y);
        int[] before = TestPicture.part(picture, w, x, y, tw, th);
        int[] whole = writer.shown(before);
        int[] lossy = whole.clone();
        for (int row = 0; row < WaveletEncoder.part(th, level); row++) {
          for (int column = 0; column < WaveletEncoder.part(tw, level); column++) {
            int at = row * tw + column;
            lossy[at] = WaveletEncoder.lossy(before[at], writer);
          }
        }
        assertThat(TestPicture.part(pixels, w, x, y, tw, th)).isIn(whole, lossy);
      }
    }
  }

  @Test
  void isZrleWherePixelsAreTooSmall() throws Exception {
    PixelWriter writer = new PixelWriter(PixelFormat.BGR233);
    Pixels pixels = new Pixels(writer.format());
    try (EncodedPictures pictures = new EncodedPictures(1, writer);
        ZrleDecoder zrle = new ZrleDecoder(pixels)) {
      TestDesktop desktop = new TestDesktop(100, 100);
      desktop.decode(zrle.forZywrle(pixels, 3), 0, 0, 100, 100, pictures.zrle(100, 100));
      assertThat(desktop.pixels()).isEqualTo(pictures.shown());
    }
  }

  @Test
  void joinsEveryPairOfBytesAndItsParts() {
    byte[] pair = new byte[2];
    for (int a = -127; a < 128; a++) {
      for (int b = -127; b < 128; b++) {
        pair[0] = (byte) a;
        pair[1] = (byte) b;
        Wavelet.step(pair, 0, 1);
        Wavelet.step(pair, 0, 1);
        assertThat(pair).containsExactly((byte) a, (byte) b);
      }
    }
  }

  @Test
  void refusesCoefficientsThatEndTooSoon() {
    Pixels pixels = TestDesktop.BGRX;
    for (int inner : new int[] {0, 1, 5, 128, 130}) {
      try (ZrleEncoder encoder = new ZrleEncoder(new Random(1));
          ZrleDecoder zrle = new ZrleDecoder(pixels)) {
        byte[] zlib = encoder.deflate(new ServerBytes().u8(0).u8(inner).zeros(2).done());
        byte[] payload = new ServerBytes().u32(zlib.length).raw(zlib).done();
        assertThatThrownBy(() ->
                new TestDesktop(64, 64).decode(zrle.forZywrle(pixels, 3), 0, 0, 64, 64, payload))
            .isInstanceOf(VncException.class)
            .hasMessageContaining("end too soon");
      }
    }
  }
}
