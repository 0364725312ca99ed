package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * Zlib (6 in the community's registry): a 32-bit length, then so many bytes of a zlib stream that
 * goes through the whole session, and inflate to pixels, row by row. The length is limited by what
 * the pixels could honestly need, and the data must end with the last pixel.
 */
public final class ZlibDecoder implements Decoder {
  private static final int CHUNK = 16 * 1024;

  private final Pixels pixels;
  private final InflatedBytes data = new InflatedBytes();
  private final int[] rows = new int[CHUNK];

  /** Decodes such pixels. */
  public ZlibDecoder(Pixels pixels) {
    this.pixels = pixels;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int width = rectangle.width();
    long limit = Limits.compressed(width * rectangle.height());
    data.begin(in.length("its compressed length", limit));
    int bytes = width * pixels.bytes();
    int bottom = rectangle.y() + (width == 0 ? 0 : rectangle.height());
    int y = rectangle.y();
    while (y < bottom) {
      data.need(bytes, in);
      int height = Math.min(bottom - y, (data.limit - data.position) / bytes);
      height = Math.min(height, CHUNK / width);
      pixels.row(data.bytes, data.position, rows, 0, width * height);
      data.position += height * bytes;
      desktop.surface().put(rectangle.x(), y, width, height, rows);
      y += height;
    }
    data.end(in);
  }

  @Override
  public void close() {
    data.close();
  }
}
