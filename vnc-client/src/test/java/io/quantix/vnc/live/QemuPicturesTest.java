package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.encoding.PixelWriter;
import io.quantix.vnc.encoding.WaveletEncoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What QEMU sends in each encoding and format is what its guest shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class QemuPicturesTest {
  private QemuMachine machine;

  @BeforeAll
  void boot() throws Exception {
    machine = new QemuMachine(",lossy=on,non-adaptive=on");
  }

  @AfterAll
  void off() throws Exception {
    machine.close();
  }

  static Stream<Arguments> lossless() {
    return ServerPictures.each(
        VncEncoding.RAW, VncEncoding.HEXTILE, VncEncoding.ZLIB, VncEncoding.ZRLE);
  }

  @ParameterizedTest
  @MethodSource("lossless")
  void areEqual(VncEncoding encoding, PixelFormat format) throws Exception {
    ServerPictures.check(
        machine::connect, _ -> machine.screendump(), encoding, format, Quantised.QEMU);
  }

  static Stream<Arguments> lossy() {
    return Stream.of(PixelFormat.BGRX, PixelFormat.RGB565, ServerPictures.BIG_RGB565)
        .flatMap(format -> Stream.of(0, 4, 8).map(quality -> Arguments.of(format, quality)));
  }

  /**
   * ZYWRLE leaves coefficients out by a known rule, so that every tile is known bit for bit: either
   * as it is, where another kind of tile was shorter, or without what the rule leaves out.
   */
  @ParameterizedTest
  @MethodSource("lossy")
  void loseExactlyWhatTheRuleLeavesOut(PixelFormat format, int quality) throws Exception {
    int level = quality < 3 ? 3 : quality < 6 ? 2 : 1;
    PixelWriter writer = new PixelWriter(format);
    VncOptions options =
        VncOptions.builder()
            .encodings(List.of(VncEncoding.ZYWRLE))
            .pixelFormat(format)
            .quality(quality)
            .build();
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(machine.connect(), options, watcher)) {
      Picture truth = machine.screendump();
      watcher.await("the picture", () -> watcher.frames() > 0 && isWhole(session, truth));
      assertThat(session.statistics().encodings()).contains("ZYWRLE");
      Picture shown = Picture.of(session.framebuffer());
      int transformed = 0;
      for (int y = 0; y < truth.height(); y += 64) {
        for (int x = 0; x < truth.width(); x += 64) {
          int w = Math.min(64, truth.width() - x);
          int h = Math.min(64, truth.height() - y);
          int[] plain = truth.part(x, y, w, h);
          int[] lossy = WaveletEncoder.filtered(plain, w, h, level, writer);
          int[] tile = shown.part(x, y, w, h);
          assertThat(tile).as("tile at %d,%d", x, y).isIn(writer.shown(plain), lossy);
          transformed += java.util.Arrays.equals(tile, lossy) ? 1 : 0;
        }
      }
      assertThat(transformed).isPositive();
    }
  }

  /** Whether the last tile has come. */
  private static boolean isWhole(VncSession session, Picture truth) {
    return session.framebuffer().width() == truth.width()
        && session.statistics().pixels() >= (long) truth.width() * truth.height();
  }
}
