package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HextileDecoderTest {
  private final HextileEncoder encoder = new HextileEncoder(new Random(7));
  private final HextileDecoder decoder = new HextileDecoder(TestDesktop.BGRX);

  @ParameterizedTest
  @CsvSource({"1,1", "16,16", "17,1", "1,17", "15,31", "400,300", "1920,100"})
  void decodesEveryKindOfTile(int width, int height) throws Exception {
    Random random = new Random(height);
    for (int i = 0; i < 12; i++) {
      int[] picture = TestPicture.of(width, height, 24, random);
      TestDesktop desktop = new TestDesktop(width, height);
      desktop.decode(decoder, 0, 0, width, height, encoder.encode(picture, width, height));
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
    if (width >= 400) {
      assertThat(encoder.rawTiles).isPositive();
      assertThat(encoder.colouredTiles).isPositive();
      assertThat(encoder.foregroundTiles).isPositive();
      assertThat(encoder.carriedTiles).isPositive();
    }
  }

  @Test
  void doesNotCareWhereTheStreamIsCut() throws Exception {
    int[] picture = TestPicture.of(50, 40, 16, new Random(5));
    byte[] payload = encoder.encode(picture, 50, 40);
    for (int cut = 0; cut < payload.length; cut++) {
      TestDesktop desktop = new TestDesktop(50, 40);
      desktop.decode(decoder, 0, 0, 50, 40, ScriptedTransport.cutAt(payload, cut), payload.length);
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
    TestDesktop desktop = new TestDesktop(50, 40);
    desktop.decode(decoder, 0, 0, 50, 40, ScriptedTransport.inPieces(payload, 1), payload.length);
    assertThat(desktop.pixels()).isEqualTo(picture);
  }

  @Test
  void refusesColoursThatWereNotGiven() {
    refuses("background that was not given", new ServerBytes().u8(0));
    refuses("foreground that was not given", new ServerBytes().u8(2 | 8).pixel(1).bytes(1, 0, 0));
  }

  @Test
  void forgetsColoursFromOneRectangleToTheNext() throws Exception {
    TestDesktop desktop = new TestDesktop(16, 16);
    desktop.decode(decoder, 0, 0, 16, 16, new ServerBytes().u8(2).pixel(1).done());
    refuses("background that was not given", new ServerBytes().u8(0));
  }

  @Test
  void refusesRectanglesOutsideTheirTile() {
    ServerBytes tile = new ServerBytes().u8(2 | 4 | 8).pixel(1).pixel(2);
    refuses("outside its tile", tile.bytes(1, 0x10, 0xf0));
    refuses(
        "outside its tile",
        new ServerBytes().u8(2 | 8 | 16).pixel(1).u8(1).pixel(2).bytes(0x0f, 0x01));
    // The rectangle is narrower than a tile.
    ServerBytes narrow = new ServerBytes().u8(2 | 4 | 8).pixel(1).pixel(2).bytes(1, 0x90, 0x10);
    assertThatThrownBy(() -> new TestDesktop(64, 64).decode(decoder, 0, 0, 10, 10, narrow.done()))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("outside its tile");
  }

  private void refuses(String message, ServerBytes payload) {
    assertThatThrownBy(() -> new TestDesktop(64, 64).decode(decoder, 8, 8, 16, 16, payload.done()))
        .isInstanceOf(VncException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("Tested rectangle 16x16 at 8,8");
  }
}
