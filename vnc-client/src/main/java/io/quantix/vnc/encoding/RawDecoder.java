package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * Raw (RFB 7.7.1): width times height pixels, row by row. Its size follows from the rectangle, so
 * there is nothing more to limit.
 */
public final class RawDecoder implements Decoder {
  private static final int WIDEST = 32 * 1024;
  // What is read at once stays in a processor's nearest cache.
  private static final int CHUNK = 4 * 1024;

  private final Pixels pixels;
  private final int[] rows = new int[WIDEST];

  /** Decodes such pixels. */
  public RawDecoder(Pixels pixels) {
    this.pixels = pixels;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) throws IOException {
    int width = rectangle.width();
    if (width == 0) {
      return;
    }
    int atOnce = Math.max(1, CHUNK / width);
    Surface surface = desktop.surface();
    int end = rectangle.y() + rectangle.height();
    for (int y = rectangle.y(); y < end; y += atOnce) {
      int height = Math.min(atOnce, end - y);
      pixels.read(in, rows, 0, width * height);
      surface.put(rectangle.x(), y, width, height, rows);
    }
  }
}
