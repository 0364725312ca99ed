package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.encoding.TightEncoder.Kind;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TightDecoderTest {
  private final TightEncoder encoder = new TightEncoder(new Random(11));
  private final TightDecoder decoder = new TightDecoder(TestDesktop.BGRX, false);

  @AfterEach
  void end() {
    encoder.close();
    decoder.close();
  }

  /** One stream of rectangles for each size; the decoder keeps its zlib streams between them. */
  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "1,11", "4,1", "7,5", "64,64", "257,33", "2048,9", "5000,3"})
  void decodesEveryFilterFromEveryStream(int width, int height) throws Exception {
    Random random = new Random(width);
    for (int i = 0; i < 100; i++) {
      int[] picture = TestPicture.of(width, height, 10_000, random);
      TestDesktop desktop = new TestDesktop(width, height);
      desktop.decode(decoder, 0, 0, width, height, encoder.encode(picture, width, height));
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
    assertThat(encoder.resets).isPositive();
    if (width > 7) {
      assertThat(encoder.used).containsExactly(Kind.values());
      assertThat(encoder.stored).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("io.quantix.vnc.encoding.TestFormats#all")
  void decodesEveryPixelFormat(PixelWriter pixels) throws Exception {
    Random random = new Random(4);
    try (TightEncoder writer = new TightEncoder(random, pixels);
        TightDecoder reader = new TightDecoder(new Pixels(pixels.format()), false)) {
      for (int i = 0; i < 60; i++) {
        int[] picture = TestPicture.of(37, 29, 10_000, random);
        TestDesktop desktop = new TestDesktop(37, 29);
        desktop.decode(reader, 0, 0, 37, 29, writer.encode(picture, 37, 29));
        assertThat(desktop.pixels()).isEqualTo(pixels.shown(picture));
      }
    }
  }

  @Test
  void refusesTheGradientForPixelsOfAByte() {
    try (TightDecoder reader = new TightDecoder(new Pixels(PixelFormat.BGR233), false)) {
      assertThatThrownBy(() ->
              new TestDesktop(10, 10)
                  .decode(reader, 0, 0, 10, 10, new ServerBytes().u8(0x40).u8(2).zeros(99).done()))
          .isInstanceOf(VncException.class)
          .hasMessageContaining("gradient filter, for pixels of one byte");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 9, 255, 256})
  void decodesPalettesOfEverySize(int colours) throws Exception {
    int[] picture = new int[300];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = 0xff000000 | i % colours * 0x10305;
    }
    Kind kind = colours == 2 ? Kind.TWO_COLOURS : Kind.PALETTE;
    TestDesktop desktop = new TestDesktop(30, 10);
    desktop.decode(
        decoder, 0, 0, 30, 10, encoder.encode(kind, picture, 30, 10, 1, 0, colours == 3));
    assertThat(desktop.pixels()).isEqualTo(picture);
  }

  @Test
  void keepsWhatIsAroundTheRectangle() throws Exception {
    for (int i = 0; i < 20; i++) {
      int[] picture = TestPicture.of(70, 70, 100, new Random(i));
      TestDesktop desktop = new TestDesktop(100, 100);
      desktop.decode(decoder, 17, 19, 70, 70, encoder.encode(picture, 70, 70));
      assertThat(TestPicture.part(desktop.pixels(), 100, 17, 19, 70, 70)).isEqualTo(picture);
      int[] around = desktop.pixels();
      for (int y = 19; y < 89; y++) {
        java.util.Arrays.fill(around, y * 100 + 17, y * 100 + 87, 0xff000000);
      }
      assertThat(around).containsOnly(0xff000000);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void doesNotCareWhereTheStreamIsCut(Kind kind) throws Exception {
    int colours = kind == Kind.FILL ? 1 : kind == Kind.TWO_COLOURS ? 2 : 9;
    int[] picture = new Random(5).ints(40 * 17, 0, colours).map(i -> 0xff112233 + i).toArray();
    byte[] payload = encoder.encode(kind, picture, 40, 17, 2, 0, false);
    for (int cut = 0; cut < payload.length; cut++) {
      TestDesktop desktop = new TestDesktop(40, 17);
      try (TightDecoder fresh = new TightDecoder(TestDesktop.BGRX, false)) {
        desktop.decode(fresh, 0, 0, 40, 17, ScriptedTransport.cutAt(payload, cut), payload.length);
      }
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
  }

  @Test
  void resetsOnlyTheStreamsThatItIsToldTo() throws Exception {
    int[] picture = TestPicture.of(50, 50, 100, new Random(3));
    TestDesktop desktop = new TestDesktop(50, 50);
    for (int stream = 0; stream < 4; stream++) {
      desktop.decode(
          decoder, 0, 0, 50, 50, encoder.encode(Kind.COPY, picture, 50, 50, stream, 0, false));
    }
    // A fill resets streams as well (RFB 7.7.5, note 1): 1 and 3 here.
    int[] flat = new int[2500];
    java.util.Arrays.fill(flat, 0xff00ff00);
    desktop.decode(
        decoder, 0, 0, 50, 50, encoder.encode(Kind.FILL, flat, 50, 50, 0, 0b1010, false));
    assertThat(desktop.pixels()).isEqualTo(flat);
    for (int stream = 0; stream < 4; stream++) {
      desktop.decode(
          decoder, 0, 0, 50, 50, encoder.encode(Kind.COPY, picture, 50, 50, stream, 0, false));
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
    // One that should not have been reset has lost its window, and refuses what refers to it.
    byte[] more = encoder.encode(Kind.COPY, picture, 50, 50, 2, 0, false);
    more[0] |= 4;
    assertThatThrownBy(() -> desktop.decode(decoder, 0, 0, 50, 50, more))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("zlib");
  }

  @Test
  void startsTheGradientAnewWithEveryRectangle() throws Exception {
    int[] picture = new Random(8).ints(64 * 300).map(i -> i | 0xff000000).toArray();
    TestDesktop desktop = new TestDesktop(64, 300);
    for (int i = 0; i < 3; i++) {
      desktop.decode(
          decoder, 0, 0, 64, 300, encoder.encode(Kind.GRADIENT, picture, 64, 300, 3, 0, false));
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
  }

  @Test
  void takesRectanglesWithoutPixels() throws Exception {
    TestDesktop desktop = new TestDesktop(10, 10);
    desktop.decode(decoder, 10, 0, 0, 10, new ServerBytes().u8(0).done());
    desktop.decode(decoder, 0, 10, 10, 0, new ServerBytes().u8(0x40).u8(2).done());
    desktop.decode(decoder, 0, 10, 10, 0, new ServerBytes().u8(0x80).bytes(1, 2, 3).done());
    assertThat(desktop.pixels()).containsOnly(0xff000000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xb0, 0xc0, 0xd0, 0xf0})
  void refusesUnknownKinds(int control) {
    refuses(
        VncException.Kind.PROTOCOL, "unknown way " + (control >> 4), new ServerBytes().u8(control));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 255})
  void refusesUnknownFilters(int filter) {
    refuses(
        VncException.Kind.PROTOCOL,
        "unknown filter " + filter,
        new ServerBytes().u8(0x40).u8(filter).zeros(500));
  }

  @Test
  void refusesAPaletteOfOneColour() {
    refuses(
        VncException.Kind.PROTOCOL,
        "palette has one colour",
        new ServerBytes().u8(0x40).u8(1).u8(0).zeros(500));
  }

  @Test
  void refusesColoursThatThePaletteHasNot() {
    ServerBytes out = new ServerBytes().u8(0x40).u8(1).u8(2).zeros(9);
    encoder.data(new ServerBytes().zeros(99).u8(3).done(), 0, false, out);
    refuses(VncException.Kind.PROTOCOL, "palette of 3", out);
    ServerBytes last = new ServerBytes().u8(0x50).u8(1).u8(0xfe).zeros(255 * 3);
    encoder.data(new ServerBytes().u8(255).zeros(99).done(), 1, false, last);
    refuses(VncException.Kind.PROTOCOL, "palette of 255", last);
  }

  @Test
  void forgetsThePaletteBefore() throws Exception {
    int[] many = new Random(1).ints(400).map(i -> i | 0xff000000).toArray();
    for (int i = 256; i < 400; i++) {
      many[i] = many[0];
    }
    new TestDesktop(20, 20)
        .decode(decoder, 0, 0, 20, 20, encoder.encode(Kind.PALETTE, many, 20, 20, 0, 0, false));
    ServerBytes out = new ServerBytes().u8(0x40).u8(1).u8(2).zeros(9);
    encoder.data(new ServerBytes().u8(3).zeros(99).done(), 0, false, out);
    assertThatThrownBy(() -> new TestDesktop(10, 10).decode(decoder, 0, 0, 10, 10, out.done()))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("palette of 3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 299})
  void refusesDataThatEndTooSoon(int count) {
    ServerBytes out = new ServerBytes().u8(0);
    encoder.data(new byte[Math.max(count, 12)], 0, false, out);
    refuses(VncException.Kind.PROTOCOL, "end too soon", out);
    ServerBytes gradient = new ServerBytes().u8(0x50).u8(2);
    encoder.data(new byte[Math.max(count, 12)], 1, false, gradient);
    refuses(VncException.Kind.PROTOCOL, "end too soon", gradient);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 30_000_000})
  void refusesMoreThanThePixelsNeed(int count) {
    ServerBytes out = new ServerBytes().u8(0x30);
    encoder.data(new byte[count], 3, false, out);
    refuses(VncException.Kind.PROTOCOL, "more than its pixels", out);
  }

  @Test
  void refusesLengthsThatNoPictureNeeds() {
    ServerBytes out = new ServerBytes().u8(0);
    TightEncoder.length(0x3fffff, out);
    refuses(VncException.Kind.LIMIT, "compressed length is 4194303", out);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 299, 301, 4000})
  void refusesBytesThatAreNotCompressedAndNotAsManyAsItNeeds(int count) {
    ServerBytes out = new ServerBytes().u8(0xa0);
    TightEncoder.length(count, out);
    refuses(VncException.Kind.PROTOCOL, "and needs 300", out.zeros(5000));
  }

  @Test
  void refusesWhatIsNoZlib() {
    refuses(VncException.Kind.PROTOCOL, "zlib", new ServerBytes().u8(0).u8(8).u32(-1).u32(-1));
    // The end of a stream, which a session's streams never come to.
    ServerBytes end = new ServerBytes().u8(0);
    java.util.zip.Deflater deflater = new java.util.zip.Deflater();
    deflater.setInput(new byte[100]);
    deflater.finish();
    byte[] zlib = new byte[100];
    int length = deflater.deflate(zlib);
    deflater.end();
    TightEncoder.length(length, end);
    refuses(
        VncException.Kind.PROTOCOL,
        "ends or stalls",
        end.raw(java.util.Arrays.copyOf(zlib, length)));
  }

  /**
   * Feeds a payload for a rectangle of 10x10 that must be refused, and not touch a pixel around.
   */
  private static void refuses(VncException.Kind kind, String message, ServerBytes payload) {
    TestDesktop desktop = new TestDesktop(12, 10);
    desktop.surface().fill(10, 0, 2, 10, 0xff123456);
    try (TightDecoder victim = new TightDecoder(TestDesktop.BGRX, false)) {
      assertThatThrownBy(() -> desktop.decode(victim, 0, 0, 10, 10, payload.done()))
          .isInstanceOfSatisfying(VncException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .hasMessageContaining(message)
          .hasMessageContaining("Tested rectangle 10x10 at 0,0");
    }
    for (int y = 0; y < 10; y++) {
      assertThat(desktop.surface().framebuffer().argb(10, y)).isEqualTo(0xff123456);
      assertThat(desktop.surface().framebuffer().argb(11, y)).isEqualTo(0xff123456);
    }
  }
}
