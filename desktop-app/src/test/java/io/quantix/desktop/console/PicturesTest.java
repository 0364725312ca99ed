package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.desktop.window.Fx;
import io.quantix.libvirt.Screenshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void aPngHasThePixelsThatWereWritten() throws Exception {
    int width = 37;
    int height = 21;
    int[] pixels = new int[width * height];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xff000000 | random.nextInt(0x1000000);
    }
    byte[] png = PngFile.bytes(width, height, IntBuffer.wrap(pixels));
    Image image = Fx.on(() -> new Image(new ByteArrayInputStream(png)));
    assertThat(image.getWidth()).isEqualTo(width);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(image.getPixelReader().getArgb(i % width, i / width)).isEqualTo(pixels[i]);
    }
  }

  @Test
  void aPpmIsRead() throws Exception {
    byte[] ppm =
        "P6\n# made by hand\n2 1\n255\n\u0001\u0002\u0003\u0004\u0005\u0006"
            .getBytes(StandardCharsets.ISO_8859_1);
    Image image =
        Fx.on(() ->
            ScreenshotImage.decode(new Screenshot("image/x-portable-pixmap", ppm)).orElseThrow());
    assertThat(image.getPixelReader().getArgb(1, 0)).isEqualTo(0xff040506);
  }

  @Test
  void whatIsNoPictureIsNone() throws Exception {
    String[] broken = {
      "",
      "P6",
      "P6\n9999 9999\n255\nx",
      "P6\n-1 2\n255\n",
      "P6\n1 1\n65535\nxxx",
      "P5\n1 1\n255\nx",
      "\u0089PNG\r\n\u001a\n.....................",
      "GIF89a"
    };
    for (String each : broken) {
      byte[] data = each.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Fx.on(() -> ScreenshotImage.decode(new Screenshot("image/png", data))))
          .describedAs(each)
          .isEmpty();
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnError() {
    assertThatThrownBy(() -> PngFile.write(Path.of("/nowhere/x.png"), 1, 1, IntBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nowhere");
  }
}
