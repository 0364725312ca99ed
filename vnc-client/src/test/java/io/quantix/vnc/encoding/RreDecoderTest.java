package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ServerBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RreDecoderTest {
  private final RreDecoder rre = new RreDecoder(TestDesktop.BGRX, false);
  private final RreDecoder corre = new RreDecoder(TestDesktop.BGRX, true);

  @Test
  void paintsWhatOverlapsInItsOrder() throws Exception {
    TestDesktop desktop = new TestDesktop(4, 2);
    byte[] payload =
        new ServerBytes()
            .u32(3)
            .pixel(1)
            .pixel(2)
            .bytes(0, 0, 3, 2)
            .pixel(3)
            .bytes(2, 1, 2, 1)
            .pixel(9)
            .bytes(1, 1, 0, 1)
            .done();
    desktop.decode(corre, 0, 0, 4, 2, payload);
    assertThat(desktop.pixels())
        .containsExactly(
            0xff000002,
            0xff000002,
            0xff000002,
            0xff000001,
            0xff000002,
            0xff000002,
            0xff000003,
            0xff000003);
  }

  @ParameterizedTest
  @CsvSource({"10,0,1,1", "0,10,1,1", "0,0,11,1", "0,0,1,11", "65535,0,65535,1", "9,9,1,65535"})
  void refusesSmallerRectanglesOutside(int x, int y, int w, int h) {
    byte[] payload = new ServerBytes().u32(1).pixel(1).pixel(2).u16(x).u16(y).u16(w).u16(h).done();
    assertThatThrownBy(() -> new TestDesktop(20, 20).decode(rre, 5, 5, 10, 10, payload))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("lies outside it");
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 0x7fffffffL, 0x80000000L, 0xffffffffL})
  void refusesMoreOfThemThanPixels(long count) {
    assertThatThrownBy(() ->
            new TestDesktop(20, 20)
                .decode(rre, 0, 0, 10, 10, new ServerBytes().u32(count).pixel(1).done()))
        .isInstanceOfSatisfying(
            VncException.class, e -> assertThat(e.kind()).isEqualTo(VncException.Kind.LIMIT));
  }

  @Test
  void refusesToPaintTheSameAgainAndAgain() {
    ServerBytes out = new ServerBytes().u32(100).pixel(1);
    for (int i = 0; i < 100; i++) {
      out.pixel(i).bytes(0, 0, 10, 10);
    }
    assertThatThrownBy(() -> new TestDesktop(10, 10).decode(corre, 0, 0, 10, 10, out.done()))
        .isInstanceOfSatisfying(
            VncException.class, e -> assertThat(e.kind()).isEqualTo(VncException.Kind.LIMIT))
        .hasMessageContaining("smaller rectangles paint is 500");
  }
}
