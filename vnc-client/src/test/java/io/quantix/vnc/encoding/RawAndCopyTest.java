package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawAndCopyTest {
  private final Random random = new Random(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 1000, 65_536})
  void rawComesThroughInPiecesOfAnySize(int piece) throws Exception {
    int[] picture = TestPicture.of(301, 203, 32, random);
    byte[] payload = raw(picture);
    TestDesktop desktop = new TestDesktop(310, 210);
    desktop.decode(
        new RawDecoder(TestDesktop.BGRX),
        5,
        6,
        301,
        203,
        ScriptedTransport.inPieces(payload, piece),
        payload.length);
    assertThat(TestPicture.part(desktop.pixels(), 310, 5, 6, 301, 203)).isEqualTo(picture);
  }

  @Test
  void rawDoesNotCareWhereTheStreamIsCut() throws Exception {
    int[] picture = TestPicture.of(23, 11, 8, random);
    byte[] payload = raw(picture);
    for (int cut = 0; cut < payload.length; cut++) {
      TestDesktop desktop = new TestDesktop(23, 11);
      desktop.decode(
          new RawDecoder(TestDesktop.BGRX),
          0,
          0,
          23,
          11,
          ScriptedTransport.cutAt(payload, cut),
          payload.length);
      assertThat(desktop.pixels()).isEqualTo(picture);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0,1,1", "10,10,0,0", "5,9,6,9", "6,9,5,9", "5,9,5,8", "5,8,5,9", "0,0,30,20"})
  void copiesWhatOverlaps(int fromX, int fromY, int x, int y) throws Exception {
    int[] before = TestPicture.of(64, 48, 8, random);
    TestDesktop desktop = new TestDesktop(64, 48);
    desktop.decode(new RawDecoder(TestDesktop.BGRX), 0, 0, 64, 48, raw(before));
    desktop.decode(
        new CopyRectDecoder(), x, y, 30, 20, new ServerBytes().u16(fromX).u16(fromY).done());
    assertThat(TestPicture.part(desktop.pixels(), 64, x, y, 30, 20))
        .isEqualTo(TestPicture.part(before, 64, fromX, fromY, 30, 20));
  }

  @ParameterizedTest
  @CsvSource({"35,0", "0,29", "65535,0", "0,65535"})
  void refusesASourceOutside(int fromX, int fromY) {
    assertThatThrownBy(() ->
            new TestDesktop(64, 48)
                .decode(
                    new CopyRectDecoder(),
                    0,
                    0,
                    30,
                    20,
                    new ServerBytes().u16(fromX).u16(fromY).done()))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("outside the desktop");
  }

  @ParameterizedTest
  @CsvSource({"1,0,64,48", "0,1,64,48", "64,0,1,1", "0,48,1,1", "65535,0,65535,1", "0,2,1,47"})
  void refusesRectanglesOutside(int x, int y, int w, int h) {
    assertThatThrownBy(() ->
            new TestDesktop(64, 48)
                .decode(new RawDecoder(TestDesktop.BGRX), x, y, w, h, new byte[0]))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("outside the desktop");
  }

  @Test
  void refusesEncodingsThatWereNotAskedFor() {
    assertThatThrownBy(() ->
            new Decoders()
                .decode(
                    TestDesktop.rectangle(0, 0, 1, 1, 7),
                    new WireReader(ScriptedTransport.of(new byte[0])),
                    new TestDesktop(1, 1)))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("encoding 7 was not asked for");
  }

  private static byte[] raw(int[] argb) {
    ServerBytes out = new ServerBytes();
    for (int pixel : argb) {
      out.pixel(pixel);
    }
    return out.done();
  }
}
