package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.TurboCompressor;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JPEG as an encoding of its own, and inside Tight, which shares its decoder. */
class JpegDecoderTest {
  private final JpegDecoder decoder = new JpegDecoder();
  private final byte[] jpeg = jpeg(1, Sampling.S420);

  @AfterEach
  void end() {
    decoder.close();
  }

  private static byte[] jpeg(int seed, Sampling sampling) {
    int[] picture = TestPicture.of(40, 24, 9, new Random(seed));
    return TurboCompressor.compress(picture, 40, 24, sampling, 70);
  }

  private static byte[] tight(byte[] picture, int control) {
    ServerBytes out = new ServerBytes().u8(control);
    TightEncoder.length(picture.length, out);
    return out.raw(picture).done();
  }

  @Test
  void showsTheSameAsInsideTight() throws Exception {
    TestDesktop alone = new TestDesktop(50, 30);
    TestDesktop inside = new TestDesktop(50, 30);
    try (TightDecoder tight = new TightDecoder(TestDesktop.BGRX, false)) {
      int seed = 0;
      for (Sampling sampling : Sampling.values()) {
        byte[] picture = jpeg(++seed, sampling);
        alone.decode(decoder, 7, 3, 40, 24, picture);
        inside.decode(tight, 7, 3, 40, 24, tight(picture, 0x90));
        assertThat(alone.pixels()).isEqualTo(inside.pixels());
        assertThat(alone.pixels()[0]).isEqualTo(0xff000000);
        assertThat(Arrays.stream(alone.pixels()).distinct().count()).isGreaterThan(50);
      }
    }
  }

  @Test
  void findsTheEndWhereverTheStreamIsCut() throws Exception {
    TestDesktop whole = new TestDesktop(40, 24);
    whole.decode(decoder, 0, 0, 40, 24, jpeg);
    for (int cut = 0; cut < jpeg.length; cut++) {
      TestDesktop desktop = new TestDesktop(40, 24);
      desktop.decode(decoder, 0, 0, 40, 24, ScriptedTransport.cutAt(jpeg, cut), jpeg.length);
      assertThat(desktop.pixels()).isEqualTo(whole.pixels());
    }
  }

  /** A later picture may leave out what is as before (RFB: "should reuse the previous tables"). */
  @Test
  void keepsTables() throws Exception {
    byte[] second = jpeg(2, Sampling.S420);
    TestDesktop whole = new TestDesktop(40, 24);
    whole.decode(decoder, 0, 0, 40, 24, second);
    TestDesktop desktop = new TestDesktop(40, 24);
    try (JpegDecoder other = new JpegDecoder()) {
      desktop.decode(other, 0, 0, 40, 24, jpeg);
      desktop.decode(other, 0, 0, 40, 24, withoutTables(second));
    }
    assertThat(desktop.pixels()).isEqualTo(whole.pixels());
    try (JpegDecoder fresh = new JpegDecoder()) {
      assertThatThrownBy(() -> desktop.decode(fresh, 0, 0, 40, 24, withoutTables(second)))
          .isInstanceOf(VncException.class)
          .hasMessageContaining("a table that was not given");
    }
    // Inside Tight each picture stands for itself.
    try (TightDecoder tight = new TightDecoder(TestDesktop.BGRX, false)) {
      desktop.decode(tight, 0, 0, 40, 24, tight(jpeg, 0x90));
      assertThatThrownBy(
              () -> desktop.decode(tight, 0, 0, 40, 24, tight(withoutTables(second), 0x90)))
          .isInstanceOf(VncException.class)
          .hasMessageContaining("a table that was not given");
    }
  }

  /** Leaves out the DQT and DHT segments. */
  private static byte[] withoutTables(byte[] jpeg) {
    ServerBytes out = new ServerBytes().u16(0xffd8);
    int at = 2;
    while (true) {
      int marker = jpeg[at + 1] & 0xff;
      int next = at + 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
      if (marker == 0xda) {
        return out.raw(Arrays.copyOfRange(jpeg, at, jpeg.length)).done();
      }
      if (marker != 0xdb && marker != 0xc4) {
        out.raw(Arrays.copyOfRange(jpeg, at, next));
      }
      at = next;
    }
  }

  @Test
  void refusesAnotherSize() {
    refuses("its JPEG picture is 40x24", jpeg, 24, 40);
  }

  @Test
  void refusesWhatIsNoPicture() {
    refuses("no JPEG picture", new ServerBytes().zeros(50).done(), 40, 24);
    refuses("header of its JPEG", new ServerBytes().u16(0xffd8).zeros(50).done(), 40, 24);
    refuses("header of its JPEG", new ServerBytes().u16(0xffd8).u16(0xffe0).u16(1).done(), 40, 24);
    refuses("header of its JPEG", new ServerBytes().u16(0xffd8).u16(0xffd9).done(), 40, 24);
  }

  @Test
  void refusesAPictureWithoutEnd() {
    ServerBytes endless = new ServerBytes().u16(0xffd8);
    for (int i = 0; i < 20; i++) {
      endless.u16(0xffe1).u16(0xffff).zeros(0xfffd);
    }
    refuses("the length of its JPEG picture is", endless.done(), 40, 24);
    byte[] data = Arrays.copyOf(jpeg, jpeg.length - 2);
    refuses("the length of its JPEG", new ServerBytes().raw(data).zeros(100_000).done(), 40, 24);
  }

  @Test
  void refusesAPngWhereThereIsNone() {
    try (TightDecoder tight = new TightDecoder(TestDesktop.BGRX, false)) {
      assertThatThrownBy(
              () -> new TestDesktop(40, 24).decode(tight, 0, 0, 40, 24, tight(jpeg, 0xa0)))
          .isInstanceOf(VncException.class)
          .hasMessageContaining("that are not compressed");
    }
    try (TightDecoder tight = new TightDecoder(TestDesktop.BGRX, true)) {
      assertThatThrownBy(
              () -> new TestDesktop(40, 24).decode(tight, 0, 0, 40, 24, tight(jpeg, 0xa0)))
          .isInstanceOf(VncException.class)
          .hasMessageContaining("no PNG picture");
    }
  }

  private void refuses(String message, byte[] payload, int w, int h) {
    TestDesktop desktop = new TestDesktop(50, 50);
    assertThatThrownBy(() -> desktop.decode(decoder, 0, 0, w, h, payload))
        .isInstanceOf(VncException.class)
        .hasMessageContaining(message);
    assertThat(desktop.pixels()).containsOnly(0xff000000);
  }
}
