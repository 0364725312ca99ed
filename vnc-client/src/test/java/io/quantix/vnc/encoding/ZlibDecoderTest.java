package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZlibDecoderTest {
  private final ZrleEncoder encoder = new ZrleEncoder(new Random(3));
  private final ZlibDecoder decoder = new ZlibDecoder(TestDesktop.BGRX);

  @AfterEach
  void end() {
    encoder.close();
    decoder.close();
  }

  @ParameterizedTest
  @CsvSource({"16384,2", "1,16384", "1920,300", "333,77"})
  void takesAnyShape(int width, int height) throws Exception {
    int[] picture = TestPicture.of(width, height, 64, new Random(width));
    for (int i = 0; i < 2; i++) {
      TestDesktop desktop = new TestDesktop(width, height);
      desktop.decode(decoder, 0, 0, width, height, payload(picture));
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
  }

  @Test
  void refusesTooFewAndTooManyBytes() {
    assertThatThrownBy(() -> decode(payload(new int[99])))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("end too soon");
  }

  @Test
  void refusesMoreThanThePixelsNeed() {
    assertThatThrownBy(() -> decode(payload(new int[3_000_000])))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("more than its pixels");
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7fffffffL, 0xffffffffL})
  void refusesLengthsThatNoPictureNeeds(long length) {
    assertThatThrownBy(() -> decode(new ServerBytes().u32(length).done()))
        .isInstanceOfSatisfying(
            VncException.class, e -> assertThat(e.kind()).isEqualTo(VncException.Kind.LIMIT))
        .hasMessageContaining(Long.toString(Limits.compressed(100)));
  }

  private void decode(byte[] payload) throws Exception {
    new TestDesktop(10, 10).decode(decoder, 0, 0, 10, 10, payload);
  }

  private byte[] payload(int[] picture) {
    ServerBytes out = new ServerBytes();
    PixelWriter.BGRX.whole(picture, out);
    byte[] zlib = encoder.deflate(out.done());
    return new ServerBytes().u32(zlib.length).raw(zlib).done();
  }
}
