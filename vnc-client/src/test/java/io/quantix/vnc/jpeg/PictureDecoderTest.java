package io.quantix.vnc.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures that libjpeg-turbo and Java's own encoder made, bit for bit as libjpeg-turbo has them.
 */
class PictureDecoderTest {
  private static final int[][] SIZES = {
    {1, 1}, {2, 3}, {3, 2}, {5, 17}, {8, 8}, {16, 16}, {17, 33}, {31, 15}, {64, 64}, {200, 117}
  };

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void decodesAsLibjpegTurboDoesBitForBit(Sampling sampling) throws Exception {
    assertThat(TurboJpegLibrary.isThere()).as("libturbojpeg0 is installed").isTrue();
    try (PictureDecoder own = new PictureDecoder(false, false);
        PictureDecoder library = new PictureDecoder(false, true)) {
      for (int[] size : SIZES) {
        for (int quality : new int[] {1, 20, 75, 95, 100}) {
          int[] picture = photograph(size[0], size[1], quality);
          byte[] jpeg = TurboCompressor.compress(picture, size[0], size[1], sampling, quality);
          int[] ours = decode(own, jpeg, size[0], size[1]);
          assertThat(ours)
              .as("%dx%d of quality %d", size[0], size[1], quality)
              .isEqualTo(decode(library, jpeg, size[0], size[1]));
          if (quality == 100 && sampling == Sampling.S444) {
            assertThat(greatestError(ours, picture)).isLessThan(6);
          }
        }
      }
    }
  }

  /** Java's own JPEG is the JPEG group's 6b, which is the same but for 4:4:0. */
  @ParameterizedTest
  @EnumSource(
      value = Sampling.class,
      names = {"S444", "S422", "S420", "GREY", "S411"})
  void decodesAsJavaDoesBitForBit(Sampling sampling) throws Exception {
    try (PictureDecoder own = new PictureDecoder(false, false)) {
      for (int[] size : SIZES) {
        byte[] jpeg =
            TurboCompressor.compress(
                photograph(size[0], size[1], 3), size[0], size[1], sampling, 80);
        assertThat(decode(own, jpeg, size[0], size[1])).isEqualTo(java(jpeg));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 13, 1000})
  void decodesWithRestartMarkers(int interval) throws Exception {
    byte[] jpeg = withRestarts(photograph(150, 70, 9), 150, 70, interval);
    try (PictureDecoder own = new PictureDecoder(false, false);
        PictureDecoder library = new PictureDecoder(false, true)) {
      int[] ours = decode(own, jpeg, 150, 70);
      assertThat(ours).isEqualTo(java(jpeg)).isEqualTo(decode(library, jpeg, 150, 70));
    }
  }

  @Test
  void writesOnlyItsRectangle() throws Exception {
    byte[] jpeg = TurboCompressor.compress(photograph(30, 20, 1), 30, 20, Sampling.S420, 80);
    for (boolean library : new boolean[] {false, true}) {
      IntBuffer pixels = buffer(50 * 40);
      try (PictureDecoder decoder = new PictureDecoder(false, library)) {
        decoder.decode(jpeg, jpeg.length, 30, 20, pixels, 7 * 50 + 11, 50);
        int[] alone = decode(decoder, jpeg, 30, 20);
        for (int i = 0; i < 50 * 40; i++) {
          int x = i % 50 - 11;
          int y = i / 50 - 7;
          boolean inside = x >= 0 && x < 30 && y >= 0 && y < 20;
          assertThat(pixels.get(i)).isEqualTo(inside ? alone[y * 30 + x] : 0);
        }
      }
    }
  }

  static int[] decode(PictureDecoder decoder, byte[] jpeg, int w, int h) throws VncException {
    IntBuffer pixels = buffer(w * h);
    decoder.decode(jpeg, jpeg.length, w, h, pixels, 0, w);
    int[] argb = new int[w * h];
    pixels.get(0, argb);
    return argb;
  }

  private static IntBuffer buffer(int pixels) {
    return ByteBuffer.allocateDirect(pixels * 4).order(ByteOrder.nativeOrder()).asIntBuffer();
  }

  /** Smooth, with edges and some noise. */
  static int[] photograph(int w, int h, int seed) {
    Random random = new Random(seed);
    int[] argb = new int[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int red = (int) (128 + 120 * Math.sin(x / 9.0 + seed) * Math.cos(y / 17.0));
        int green = (x * 3 + y * 2 + random.nextInt(20)) & 0xff;
        int blue = (x / 20 + y / 15) % 2 == 0 ? 230 : random.nextInt(60);
        argb[y * w + x] = 0xff000000 | red << 16 | green << 8 | blue;
      }
    }
    return argb;
  }

  private static int greatestError(int[] one, int[] other) {
    int greatest = 0;
    for (int i = 0; i < one.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        greatest =
            Math.max(greatest, Math.abs((one[i] >> shift & 255) - (other[i] >> shift & 255)));
      }
    }
    return greatest;
  }

  private static int[] java(byte[] jpeg) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    int w = image.getWidth();
    int h = image.getHeight();
    int[] argb = new int[w * h];
    if (image.getRaster().getNumBands() == 1) {
      // Java would convert grey through a profile; the samples are what counts.
      for (int i = 0; i < argb.length; i++) {
        argb[i] = 0xff000000 | image.getRaster().getSample(i % w, i / w, 0) * 0x10101;
      }
      return argb;
    }
    return image.getRGB(0, 0, w, h, argb, 0, w);
  }

  static byte[] withRestarts(int[] argb, int w, int h, int interval) throws Exception {
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, w, h, argb, 0, w);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB), param);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
    IIOMetadataNode restart = new IIOMetadataNode("dri");
    restart.setAttribute("interval", String.valueOf(interval));
    root.getElementsByTagName("markerSequence").item(0).appendChild(restart);
    metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  @Test
  void refusesAnotherSize() {
    byte[] jpeg = TurboCompressor.compress(photograph(30, 20, 1), 30, 20, Sampling.S420, 80);
    for (int[] size : new int[][] {{20, 30}, {31, 20}, {30, 19}, {15, 10}}) {
      try (PictureDecoder decoder = new PictureDecoder(false, true)) {
        assertThatThrownBy(() -> decode(decoder, jpeg, size[0], size[1]))
            .isInstanceOf(VncException.class)
            .hasMessage("its JPEG picture is 30x20");
      }
    }
  }
}
