package io.quantix.desktop.console;

import io.quantix.libvirt.Screenshot;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Turns a hypervisor's screenshot into an image: PNG by JavaFX, PPM (P6, as QEMU writes it) here. A
 * hypervisor's bytes are a stranger's: what is not a picture of at most 64 Mi pixels is none.
 */
final class ScreenshotImage {
  private static final long MOST_PIXELS = 1L << 26;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  private final byte[] data;
  private int at;

  private ScreenshotImage(byte[] data) {
    this.data = data;
  }

  static Optional<Image> decode(Screenshot shot) {
    byte[] data = shot.data();
    if (data.length > 24 && startsWith(data, PNG)) {
      long width = big(data, 16);
      long height = big(data, 20);
      if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
        return Optional.empty();
      }
      Image image = new Image(new ByteArrayInputStream(data));
      return image.isError() ? Optional.empty() : Optional.of(image);
    }
    return data.length > 2 && data[0] == 'P' && data[1] == '6'
        ? new ScreenshotImage(data).ppm()
        : Optional.empty();
  }

  private static boolean startsWith(byte[] data, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (data[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static long big(byte[] data, int from) {
    return (data[from] & 0xffL) << 24
        | (data[from + 1] & 0xffL) << 16
        | (data[from + 2] & 0xffL) << 8
        | (data[from + 3] & 0xffL);
  }

  private Optional<Image> ppm() {
    at = 2;
    int width = number();
    int height = number();
    int most = number();
    at++; // the one white space before the pixels
    if (width < 1
        || height < 1
        || most != 255
        || (long) width * height > MOST_PIXELS
        || (long) width * height * 3 > data.length - at) {
      return Optional.empty();
    }
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(0, 0, width, height, PixelFormat.getByteRgbInstance(), data, at, width * 3);
    return Optional.of(image);
  }

  private int number() {
    while (at < data.length && (Character.isWhitespace(data[at]) || data[at] == '#')) {
      if (data[at] == '#') {
        while (at < data.length && data[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
    int value = -1;
    while (at < data.length && data[at] >= '0' && data[at] <= '9' && value < 100_000) {
      value = Math.max(value, 0) * 10 + data[at] - '0';
      at++;
    }
    return value;
  }
}
