package io.quantix.vnc.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ServerBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngDecoderTest {
  private static final int[][] SIZES = {
    {1, 1}, {2, 3}, {5, 1}, {1, 9}, {8, 8}, {33, 47}, {500, 90}
  };

  private final PngDecoder decoder = new PngDecoder();
  private final PngEncoder encoder = new PngEncoder(new Random(1));

  @AfterEach
  void end() {
    decoder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0,false", "2,false", "3,false", "4,false", "6,false",
    "0,true", "2,true", "3,true", "4,true", "6,true"
  })
  void decodesEveryKindAndFilter(int type, boolean isInterlaced) throws Exception {
    for (int[] size : SIZES) {
      int[] picture = picture(size[0], size[1], type);
      byte[] png = encoder.encode(picture, size[0], size[1], type, isInterlaced);
      assertThat(decode(png, size[0], size[1])).isEqualTo(picture);
    }
  }

  /** The encoder of these tests writes what another reader understands. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsWhatJavaReads(boolean isInterlaced) throws Exception {
    int[] picture = picture(77, 31, 2);
    byte[] png = encoder.encode(picture, 77, 31, 2, isInterlaced);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getRGB(0, 0, 77, 31, null, 0, 77)).isEqualTo(picture);
  }

  @Test
  void writesOnlyItsRectangle() throws Exception {
    int[] picture = picture(30, 20, 2);
    for (boolean isInterlaced : new boolean[] {false, true}) {
      byte[] png = encoder.encode(picture, 30, 20, 2, isInterlaced);
      IntBuffer pixels = IntBuffer.allocate(50 * 40);
      decoder.decode(png, png.length, 30, 20, pixels, 7 * 50 + 11, 50);
      for (int i = 0; i < 50 * 40; i++) {
        int x = i % 50 - 11;
        int y = i / 50 - 7;
        boolean inside = x >= 0 && x < 30 && y >= 0 && y < 20;
        assertThat(pixels.get(i)).isEqualTo(inside ? picture[y * 30 + x] : 0);
      }
    }
  }

  private int[] decode(byte[] png, int w, int h) throws VncException {
    IntBuffer pixels =
        ByteBuffer.allocateDirect(w * h * 4).order(ByteOrder.nativeOrder()).asIntBuffer();
    decoder.decode(png, png.length, w, h, pixels, 0, w);
    int[] argb = new int[w * h];
    pixels.get(0, argb);
    return argb;
  }

  private static int[] picture(int w, int h, int type) {
    Random random = new Random(w);
    int[] argb = new int[w * h];
    for (int i = 0; i < argb.length; i++) {
      int grey = (i * 3 + random.nextInt(4)) & 0xff;
      int rgb =
          type == 0 || type == 4
              ? grey * 0x10101
              : (grey << 16) | ((i & 0xff) << 8) | ((i / w) & 255);
      argb[i] = 0xff000000 | (type == 3 ? i * 7 % 256 * 0x10203 : rgb);
    }
    return argb;
  }

  @Test
  void refusesAnotherSize() {
    byte[] png = encoder.encode(picture(30, 20, 2), 30, 20, 2, false);
    refuses("its PNG picture is 30x20", png, 20, 30);
    // A size that would take 16 GiB is not even looked at further.
    ServerBytes huge = signature();
    PngEncoder.chunk(huge, "IHDR", PngEncoder.header(-1, 1 << 30, 8, 2, 0));
    refuses("its PNG picture is 4294967295x1073741824", huge.done(), 30, 20);
  }

  @Test
  void refusesKindsThatItDoesNotKnow() {
    for (int[] kind : new int[][] {{16, 2}, {4, 3}, {1, 0}, {8, 1}, {8, 5}, {8, 7}}) {
      ServerBytes out = signature();
      PngEncoder.chunk(out, "IHDR", PngEncoder.header(10, 10, kind[0], kind[1], 0));
      refuses("bits a sample", out.done(), 10, 10);
    }
    ServerBytes out = signature();
    PngEncoder.chunk(out, "IHDR", PngEncoder.header(10, 10, 8, 2, 2));
    refuses("unknown ways", out.done(), 10, 10);
  }

  @Test
  void refusesDataThatAreNotItsPixels() {
    refuses("end too soon", rgb(new byte[309]), 10, 10);
    refuses("more than its pixels", rgb(new byte[311]), 10, 10);
    refuses("more than its pixels", rgb(new byte[50_000_000]), 10, 10);
    byte[] filter = new byte[310];
    filter[31] = 5;
    refuses("unknown filter 5", rgb(filter), 10, 10);
    ServerBytes out = signature();
    PngEncoder.chunk(out, "IHDR", PngEncoder.header(10, 10, 8, 2, 0));
    PngEncoder.chunk(out, "IDAT", new byte[100]);
    PngEncoder.chunk(out, "IEND", new byte[0]);
    refuses("broken", out.done(), 10, 10);
  }

  @Test
  void refusesColoursThatThePaletteHasNot() {
    byte[] rows = new byte[110];
    rows[17] = 3;
    refuses("palette of 3", palette(new byte[9], rows), 10, 10);
    refuses("palette of 0 bytes", palette(new byte[0], rows), 10, 10);
    refuses("palette of 10 bytes", palette(new byte[10], rows), 10, 10);
    refuses("palette of 771 bytes", palette(new byte[771], rows), 10, 10);
    ServerBytes out = signature();
    PngEncoder.chunk(out, "IHDR", PngEncoder.header(10, 10, 8, 3, 0));
    PngEncoder.chunk(out, "IDAT", PngEncoder.deflated(rows));
    refuses("no palette", out.done(), 10, 10);
  }

  @Test
  void refusesChunksThatAreBroken() {
    byte[] png = encoder.encode(picture(10, 10, 2), 10, 10, 2, false);
    for (int length = 0; length < png.length; length++) {
      refuses("PNG picture", java.util.Arrays.copyOf(png, length), 10, 10);
    }
    byte[] changed = png.clone();
    changed[45] ^= 1;
    refuses("wrong checksum", changed, 10, 10);
    byte[] longer = png.clone();
    longer[33] = 0x7f;
    refuses("longer than the picture", longer, 10, 10);
    longer[33] = (byte) 0x80;
    refuses("longer than the picture", longer, 10, 10);
    ServerBytes unknown = signature();
    PngEncoder.chunk(unknown, "IHDR", PngEncoder.header(10, 10, 8, 2, 0));
    PngEncoder.chunk(unknown, "ABCD", new byte[3]);
    refuses("no pixels", unknown.done(), 10, 10);
  }

  private static ServerBytes signature() {
    return new ServerBytes().u32(0x89504e47L).u32(0x0d0a1a0aL);
  }

  private static byte[] rgb(byte[] rows) {
    ServerBytes out = signature();
    PngEncoder.chunk(out, "IHDR", PngEncoder.header(10, 10, 8, 2, 0));
    PngEncoder.chunk(out, "IDAT", PngEncoder.deflated(rows));
    PngEncoder.chunk(out, "IEND", new byte[0]);
    return out.done();
  }

  private static byte[] palette(byte[] colours, byte[] rows) {
    ServerBytes out = signature();
    PngEncoder.chunk(out, "IHDR", PngEncoder.header(10, 10, 8, 3, 0));
    PngEncoder.chunk(out, "PLTE", colours);
    PngEncoder.chunk(out, "IDAT", PngEncoder.deflated(rows));
    PngEncoder.chunk(out, "IEND", new byte[0]);
    return out.done();
  }

  private void refuses(String message, byte[] png, int w, int h) {
    assertThatThrownBy(() -> decode(png, w, h))
        .isInstanceOf(VncException.class)
        .hasMessageContaining(message);
  }
}
