package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PixelsTest {
  private static final int COUNT = 1000;

  static Stream<PixelWriter> formats() {
    return TestFormats.all();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readsEveryShapeOfEveryFormat(PixelWriter writer) throws Exception {
    int[] argb = new Random(7).ints(COUNT).toArray();
    argb[0] = 0xffffffff;
    argb[1] = 0;
    int[] shown = writer.shown(argb);
    Pixels pixels = new Pixels(writer.format());
    ServerBytes whole = new ServerBytes();
    ServerBytes compact = new ServerBytes().u8(0);
    ServerBytes tight = new ServerBytes().u8(0).u8(0);
    for (int pixel : argb) {
      writer.whole(pixel, whole);
      writer.compact(pixel, compact);
      writer.tight(pixel, tight);
    }
    // What lies behind the last pixel is read by none of them.
    byte[] wholes = whole.u8(0xa5).done();
    byte[] compacts = compact.u8(0xa5).done();
    byte[] tights = tight.u8(0xa5).done();
    assertThat(pixels.bytes() * COUNT + 1).isEqualTo(wholes.length);
    assertThat(pixels.compactBytes() * COUNT + 2).isEqualTo(compacts.length);
    assertThat(pixels.tightBytes() * COUNT + 3).isEqualTo(tights.length);

    int[] row = new int[COUNT + 9];
    pixels.row(wholes, 0, row, 4, COUNT);
    assertThat(TestPicture.part(row, row.length, 4, 0, COUNT, 1)).isEqualTo(shown);
    pixels.compactRow(compacts, 1, row, 5, COUNT);
    assertThat(TestPicture.part(row, row.length, 5, 0, COUNT, 1)).isEqualTo(shown);
    pixels.tightRow(tights, 2, row, 6, COUNT);
    assertThat(TestPicture.part(row, row.length, 6, 0, COUNT, 1)).isEqualTo(shown);
    assertThat(row[3]).isZero();
    assertThat(row[COUNT + 6]).isZero();
    for (int i = 0; i < COUNT; i++) {
      assertThat(pixels.argb(wholes, i * pixels.bytes())).isEqualTo(shown[i]);
      assertThat(pixels.compactArgb(compacts, 1 + i * pixels.compactBytes())).isEqualTo(shown[i]);
      assertThat(pixels.tightArgb(tights, 2 + i * pixels.tightBytes())).isEqualTo(shown[i]);
    }

    WireReader in = new WireReader(ScriptedTransport.inPieces(wholes, 7), 1024);
    assertThat(pixels.read(in)).isEqualTo(shown[0]);
    pixels.read(in, row, 0, COUNT - 1);
    assertThat(TestPicture.part(row, row.length, 0, 0, COUNT - 1, 1))
        .isEqualTo(TestPicture.part(shown, COUNT, 1, 0, COUNT - 1, 1));
    assertThat(in.u8()).isEqualTo(0xa5);
  }

  @Test
  void looksColoursUpInTheMapThatCame() throws Exception {
    Pixels pixels = new Pixels(PixelFormat.COLOUR_MAP);
    assertThat(pixels.argb(new byte[] {(byte) 200}, 0)).isEqualTo(0xff000000);
    map(pixels, 199, 2, 0x1234, 0x5678, 0x9abc, 0xff00, 0x00ff, 0x8080);
    assertThat(pixels.argb(new byte[] {(byte) 199}, 0)).isEqualTo(0xff12569a);
    assertThat(pixels.argb(new byte[] {(byte) 200}, 0)).isEqualTo(0xffff0080);
    map(pixels, 255, 1, 0xffff, 0xffff, 0xffff);
    int[] row = new int[3];
    pixels.compactRow(new byte[] {-1, (byte) 199, 0}, 0, row, 0, 3);
    assertThat(row).containsExactly(0xffffffff, 0xff12569a, 0xff000000);
    map(pixels, 256, 0);
  }

  @ParameterizedTest
  @CsvSource({"255,2", "256,1", "0,257", "65535,65535", "1,256"})
  void refusesEntriesThatNoMapHas(int first, int count) {
    assertThatThrownBy(() -> map(new Pixels(PixelFormat.COLOUR_MAP), first, count))
        .isInstanceOfSatisfying(
            VncException.class, e -> assertThat(e.kind()).isEqualTo(VncException.Kind.LIMIT));
  }

  @Test
  void refusesAMapForTrueColour() {
    assertThatThrownBy(() -> map(new Pixels(PixelFormat.BGR233), 0, 1, 1, 1, 1))
        .isInstanceOf(VncException.class)
        .hasMessageContaining("true colour was asked for");
  }

  private static void map(Pixels pixels, int first, int count, int... colours) throws Exception {
    ServerBytes out = new ServerBytes().u8(0).u16(first).u16(count);
    for (int colour : colours) {
      out.u16(colour);
    }
    pixels.readColourMap(new WireReader(ScriptedTransport.of(out.done()), 1024));
  }
}
