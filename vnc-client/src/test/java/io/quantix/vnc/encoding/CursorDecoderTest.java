package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import org.junit.jupiter.api.Test;

class CursorDecoderTest {
  private final TestDesktop desktop = new TestDesktop(4, 4);

  @Test
  void masksAPointer() throws Exception {
    ServerBytes out = new ServerBytes();
    for (int i = 0; i < 18; i++) {
      out.pixel(i);
    }
    CursorImage image =
        cursor(
            new CursorDecoder(TestDesktop.BGRX),
            9,
            2,
            3,
            1,
            out.bytes(0x80, 0x80, 0x7f, 0x00).done());
    assertThat(image.width()).isEqualTo(9);
    assertThat(image.hotX()).isEqualTo(3);
    assertThat(image.hotY()).isEqualTo(1);
    assertThat(image.argb())
        .containsExactly(
            0xff000000,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0xff000008,
            0,
            0xff00000a,
            0xff00000b,
            0xff00000c,
            0xff00000d,
            0xff00000e,
            0xff00000f,
            0xff000010,
            0);
  }

  @Test
  void takesAlphaInEitherOrder() throws Exception {
    byte[] payload = new ServerBytes().u32(0).bytes(1, 2, 3, 0x80, 9, 9, 9, 9).done();
    CursorImage blueFirst = cursor(new AlphaCursorDecoder(true), 2, 1, 0, 0, payload);
    assertThat(blueFirst.argb()).containsExactly(0x80030201, 0x09090909);
    CursorImage redFirst = cursor(new AlphaCursorDecoder(false), 2, 1, 0, 0, payload);
    assertThat(redFirst.argb()).containsExactly(0x80010203, 0x09090909);
  }

  @Test
  void multipliesWhatIsNotMultiplied() throws Exception {
    byte[] payload =
        new ServerBytes().u32(0).bytes(255, 0, 0, 0x80, 5, 5, 5, 255, 1, 2, 3, 0).done();
    assertThat(cursor(new AlphaCursorDecoder(true), 3, 1, 0, 0, payload).argb())
        .containsExactly(0x80000080, 0xff050505, 0);
  }

  @Test
  void hidesThePointerAndMovesAHotSpotInside() throws Exception {
    assertThat(cursor(new CursorDecoder(TestDesktop.BGRX), 0, 0, 7, 7, new byte[0]).width())
        .isZero();
    assertThat(cursor(new CursorDecoder(TestDesktop.BGRX), 0, 5, 7, 7, new byte[0]).height())
        .isZero();
    byte[] one = new ServerBytes().pixel(5).u8(0x80).done();
    assertThat(cursor(new CursorDecoder(TestDesktop.BGRX), 1, 1, 65_535, 9, one).hotX()).isZero();
  }

  @Test
  void refusesGiants() {
    for (Decoder decoder :
        new Decoder[] {new CursorDecoder(TestDesktop.BGRX), new AlphaCursorDecoder(false)}) {
      assertThatThrownBy(() -> cursor(decoder, 513, 1, 0, 0, new byte[0]))
          .isInstanceOfSatisfying(
              VncException.class, e -> assertThat(e.kind()).isEqualTo(VncException.Kind.LIMIT));
      assertThatThrownBy(() -> cursor(decoder, 65_535, 65_535, 0, 0, new byte[0]))
          .isInstanceOf(VncException.class);
    }
    assertThatThrownBy(() ->
            cursor(new AlphaCursorDecoder(false), 1, 1, 0, 0, new ServerBytes().u32(16).done()))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("encoding 16");
  }

  private CursorImage cursor(Decoder decoder, int w, int h, int x, int y, byte[] payload)
      throws Exception {
    WireReader in = new WireReader(ScriptedTransport.of(payload), 64 * 1024);
    new Decoders()
        .pseudo(-1, "Tested", decoder)
        .decode(TestDesktop.rectangle(x, y, w, h, -1), in, desktop);
    assertThat(in.received()).isEqualTo(payload.length);
    assertThat(in.hasBuffered()).isFalse();
    return desktop.cursors.getLast();
  }
}
