package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.wire.ScriptedTransport;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoding gives every format's pixels back, whatever the picture and the rectangle. */
class EveryFormatTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 200;

  private interface Encoder {
    byte[] encode(EncodedPictures pictures, int width, int height);
  }

  static Stream<PixelWriter> formats() {
    return TestFormats.all();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void comesThrough(PixelWriter writer) throws Exception {
    Pixels pixels = new Pixels(writer.format());
    try (EncodedPictures pictures = new EncodedPictures(4, writer);
        Decoder zrle = new ZrleDecoder(pixels);
        Decoder zlib = new ZlibDecoder(pixels)) {
      check(pictures, new RawDecoder(pixels), EncodedPictures::raw);
      check(pictures, new RreDecoder(pixels, false), EncodedPictures::rre);
      check(pictures, new RreDecoder(pixels, true), EncodedPictures::corre);
      check(pictures, new HextileDecoder(pixels), EncodedPictures::hextile);
      check(pictures, zlib, EncodedPictures::zlib);
      check(pictures, zrle, EncodedPictures::zrle);
    }
  }

  @Test
  void doesNotCareWhereTheStreamIsCut() throws Exception {
    try (EncodedPictures pictures = new EncodedPictures(8)) {
      cut(() -> new RreDecoder(TestDesktop.BGRX, false), pictures.rre(40, 30), pictures.shown());
      cut(() -> new RreDecoder(TestDesktop.BGRX, true), pictures.corre(40, 30), pictures.shown());
      cut(() -> new ZlibDecoder(TestDesktop.BGRX), pictures.zlib(40, 30), pictures.shown());
      cut(() -> new HextileDecoder(TestDesktop.BGRX), pictures.hextile(40, 30), pictures.shown());
    }
  }

  private static void cut(
      java.util.function.Supplier<Decoder> decoders, byte[] payload, int[] shown) throws Exception {
    for (int cut = 0; cut < payload.length; cut += 1 + payload.length / 500) {
      TestDesktop desktop = new TestDesktop(40, 30);
      try (Decoder decoder = decoders.get()) {
        desktop.decode(
            decoder, 0, 0, 40, 30, ScriptedTransport.cutAt(payload, cut), payload.length);
      }
      assertThat(desktop.pixels()).isEqualTo(shown);
    }
  }

  private static void check(EncodedPictures pictures, Decoder decoder, Encoder encoder)
      throws Exception {
    Random random = new Random(6);
    int[][] sizes = {{1, 1}, {255, 3}, {2, 200}, {64, 64}, {130, 90}, {0, 0}};
    for (int[] size : sizes) {
      int w = size[0] == 0 ? 1 + random.nextInt(255) : size[0];
      int h = size[1] == 0 ? 1 + random.nextInt(HEIGHT) : size[1];
      int x = random.nextInt(WIDTH - w + 1);
      int y = random.nextInt(HEIGHT - h + 1);
      byte[] payload = encoder.encode(pictures, w, h);
      TestDesktop desktop = new TestDesktop(WIDTH, HEIGHT);
      int[] expected = desktop.pixels();
      for (int row = 0; row < h; row++) {
        System.arraycopy(pictures.shown(), row * w, expected, (y + row) * WIDTH + x, w);
      }
      desktop.decode(decoder, x, y, w, h, payload);
      assertThat(desktop.pixels()).isEqualTo(expected);
    }
  }
}
