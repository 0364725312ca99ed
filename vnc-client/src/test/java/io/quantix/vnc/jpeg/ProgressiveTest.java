package io.quantix.vnc.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Progressive pictures that libjpeg-turbo made, bit for bit as it decodes them. */
class ProgressiveTest {
  private static final int[][] SIZES = {
    {1, 1}, {3, 2}, {8, 8}, {17, 33}, {31, 15}, {64, 64}, {200, 117}
  };

  private final PictureDecoder own = new PictureDecoder(false, true);

  @AfterEach
  void end() {
    own.close();
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void decodesAsLibjpegTurboDoesBitForBit(Sampling sampling) throws Exception {
    try (TurboJpeg library = new TurboJpeg(true)) {
      for (int[] size : SIZES) {
        for (int quality : new int[] {1, 20, 75, 95, 100}) {
          int w = size[0];
          int h = size[1];
          byte[] jpeg =
              TurboCompressor.compressProgressively(
                  PictureDecoderTest.photograph(w, h, quality), w, h, sampling, quality);
          assertThat(scans(jpeg)).isGreaterThan(1);
          IntBuffer expected =
              ByteBuffer.allocateDirect(w * h * 4).order(ByteOrder.nativeOrder()).asIntBuffer();
          assertThat(library.decode(jpeg, jpeg.length, w, h, expected, 0, w)).isTrue();
          int[] argb = new int[w * h];
          expected.get(0, argb);
          assertThat(PictureDecoderTest.decode(own, jpeg, w, h))
              .as("%dx%d of quality %d", w, h, quality)
              .isEqualTo(argb);
        }
      }
    }
  }

  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 0; i < jpeg.length - 1; i++) {
      scans += jpeg[i] == -1 && (jpeg[i + 1] & 0xff) == 0xda ? 1 : 0;
    }
    return scans;
  }

  private static byte[] picture() {
    return TurboCompressor.compressProgressively(
        PictureDecoderTest.photograph(40, 24, 1), 40, 24, Sampling.S420, 80);
  }

  @Test
  void refusesOnesThatEndTooSoonOrNeverEnd() {
    byte[] jpeg = picture();
    for (int length = 0; length < jpeg.length; length++) {
      refuses("JPEG picture", Arrays.copyOf(jpeg, length));
    }
    int from = refinementOfDc(jpeg);
    int to = from + 2;
    while (jpeg[to] != -1 || jpeg[to + 1] == 0) {
      to++;
    }
    byte[] endless = Arrays.copyOf(jpeg, to + 100 * (to - from));
    for (int i = 0; i < 100; i++) {
      System.arraycopy(jpeg, from, endless, to + i * (to - from), to - from);
    }
    refuses("number of scans", endless);
  }

  /**
   * Where the scan begins that brings one more bit of each DC coefficient, which can be repeated.
   */
  private static int refinementOfDc(byte[] jpeg) {
    for (int i = 0; i < jpeg.length - 14; i++) {
      if (jpeg[i] == -1 && (jpeg[i + 1] & 0xff) == 0xda) {
        int last = i + 1 + jpeg[i + 3];
        if (jpeg[last - 2] == 0 && jpeg[last] >> 4 != 0) {
          return i;
        }
      }
    }
    throw new AssertionError("libjpeg-turbo has another script");
  }

  private void refuses(String message, byte[] damaged) {
    assertThatThrownBy(() -> PictureDecoderTest.decode(own, damaged, 40, 24))
        .isInstanceOf(VncException.class)
        .hasMessageContaining(message);
  }

  /** Whatever is wrong with one, it is refused in words, or decoded to something. */
  @Test
  void survivesDamage() throws Exception {
    byte[] jpeg = picture();
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = jpeg.clone();
      for (int times = random.nextInt(3); times >= 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(PictureDecoderTest.decode(own, damaged, 40, 24)).hasSize(40 * 24);
      } catch (VncException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
