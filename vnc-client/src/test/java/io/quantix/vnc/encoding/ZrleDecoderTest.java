package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZrleDecoderTest {
  private final ZrleEncoder encoder = new ZrleEncoder(new Random(11));
  private final ZrleDecoder decoder = new ZrleDecoder(TestDesktop.BGRX);

  @AfterEach
  void end() {
    encoder.close();
    decoder.close();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "64,64", "65,1", "1,65", "63,127", "400,300", "1920,200"})
  void decodesEveryKindOfTile(int width, int height) throws Exception {
    Random random = new Random(width);
    for (int i = 0; i < 12; i++) {
      int[] picture = TestPicture.of(width, height, 64, random);
      TestDesktop desktop = new TestDesktop(width, height);
      desktop.decode(decoder, 0, 0, width, height, encoder.encode(picture, width, height));
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
    if (width > 64) {
      assertThat(encoder.used).hasSizeGreaterThan(3);
    }
    if (width == 1920) {
      assertThat(encoder.used).containsExactly(ZrleEncoder.Kind.values());
    }
  }

  @Test
  void keepsWhatIsAroundTheRectangle() throws Exception {
    int[] picture = TestPicture.of(70, 70, 64, new Random(3));
    TestDesktop desktop = new TestDesktop(100, 100);
    desktop.decode(decoder, 17, 19, 70, 70, encoder.encode(picture, 70, 70));
    assertThat(TestPicture.part(desktop.pixels(), 100, 17, 19, 70, 70)).isEqualTo(picture);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        if (x < 17 || y < 19 || x >= 87 || y >= 89) {
          assertThat(desktop.pixels()[y * 100 + x]).isEqualTo(0xff000000);
        }
      }
    }
  }

  @Test
  void doesNotCareWhereTheStreamIsCut() throws Exception {
    int[] picture = TestPicture.of(100, 70, 64, new Random(5));
    byte[] payload = encoder.encode(picture, 100, 70);
    for (int cut = 0; cut < payload.length; cut++) {
      TestDesktop desktop = new TestDesktop(100, 70);
      try (ZrleDecoder fresh = new ZrleDecoder(TestDesktop.BGRX)) {
        desktop.decode(fresh, 0, 0, 100, 70, ScriptedTransport.cutAt(payload, cut), payload.length);
      }
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
    TestDesktop desktop = new TestDesktop(100, 70);
    desktop.decode(decoder, 0, 0, 100, 70, ScriptedTransport.inPieces(payload, 1), payload.length);
    assertThat(desktop.pixels()).isEqualTo(picture);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 100, 127, 129})
  void refusesUnknownKinds(int kind) {
    refuses("unknown kind " + kind, out -> out.u8(kind).zeros(4000));
  }

  @Test
  void refusesRunsPastTheirTile() {
    refuses(
        "left in the tile", out -> out.u8(128).colour(1).bytes(255, 255, 255, 255, 255, 255, 1));
    refuses("left in the tile", out -> out.u8(128).colour(1).u8(98).colour(2).u8(1));
    refuses(
        "left in the tile",
        out -> {
          out.u8(130).colour(1).colour(2).u8(0x81);
          for (int i = 0; i < 10_000; i++) {
            out.u8(255);
          }
        });
  }

  @Test
  void refusesColoursThatThePaletteHasNot() {
    refuses("palette of 3", out -> out.u8(3).colour(1).colour(2).colour(3).u8(0xff).zeros(100));
    refuses("palette of 2", out -> out.u8(130).colour(1).colour(2).u8(0x82).u8(98));
    refuses("palette of 2", out -> out.u8(130).colour(1).colour(2).u8(0x7f).zeros(98));
  }

  @Test
  void refusesDataThatEndTooSoon() {
    refuses("end too soon", out -> {});
    refuses("end too soon", out -> out.u8(0).zeros(296));
    refuses("end too soon", out -> out.u8(1).zeros(2));
    refuses("end too soon", out -> out.u8(2).zeros(6).zeros(19));
    refuses("end too soon", out -> out.u8(128).colour(1).u8(5));
    refuses("end too soon", out -> out.u8(130).zeros(6).u8(0));
    refuses("end too soon", out -> out.u8(130).zeros(6).u8(0x80).u8(60));
  }

  @Test
  void refusesMoreThanThePixelsNeed() {
    refuses("more than its pixels", out -> out.u8(1).colour(1).u8(0));
    refuses("more than its pixels", out -> out.u8(1).colour(1).zeros(30_000_000));
  }

  @Test
  void refusesWhatIsNoZlib() {
    assertThatThrownBy(() ->
            new TestDesktop(10, 10)
                .decode(decoder, 0, 0, 10, 10, new ServerBytes().u32(8).u32(-1).u32(-1).done()))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("zlib")
        .hasMessageContaining("Tested rectangle 10x10 at 0,0");
  }

  @Test
  void refusesLengthsThatNoPictureNeeds() {
    long limit = Limits.compressed(100);
    for (long length : new long[] {limit + 1, 0x7fffffffL, 0xffffffffL}) {
      assertThatThrownBy(() ->
              new TestDesktop(10, 10)
                  .decode(decoder, 0, 0, 10, 10, new ServerBytes().u32(length).done()))
          .isInstanceOfSatisfying(
              VncException.class, e -> assertThat(e.kind()).isEqualTo(VncException.Kind.LIMIT));
    }
  }

  /** Feeds tiles of a 10x10 rectangle that must be refused. */
  private void refuses(String message, Consumer<ServerBytes> tiles) {
    ServerBytes plain = new ServerBytes();
    tiles.accept(plain);
    try (ZrleEncoder fresh = new ZrleEncoder(new Random(1));
        ZrleDecoder victim = new ZrleDecoder(TestDesktop.BGRX)) {
      byte[] zlib = fresh.deflate(plain.done());
      byte[] payload = new ServerBytes().u32(zlib.length).raw(zlib).done();
      assertThatThrownBy(() -> new TestDesktop(10, 10).decode(victim, 0, 0, 10, 10, payload))
          .isInstanceOf(VncException.class)
          .hasMessageContaining(message);
    }
  }
}
