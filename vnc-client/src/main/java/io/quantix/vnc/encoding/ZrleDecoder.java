package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * ZRLE (RFB 7.7.6): a 32-bit length, then so many bytes of a zlib stream that goes through the
 * whole session, and inflate to {@link ZrleTiles tiles}. The length is limited by what the pixels
 * could honestly need, and the data must end with the last tile.
 *
 * <p>ZYWRLE (17 in the community's registry) is the same with {@link Wavelet coefficients} for raw
 * tiles. It goes on with ZRLE's zlib stream: a server may send either for the other.
 */
public final class ZrleDecoder implements Decoder {
  private final InflatedBytes data;
  private final ZrleTiles tiles;

  /** Decodes such pixels. */
  public ZrleDecoder(Pixels pixels) {
    this(new InflatedBytes(), pixels, null);
  }

  private ZrleDecoder(InflatedBytes data, Pixels pixels, @Nullable Wavelet wavelet) {
    this.data = data;
    tiles = new ZrleTiles(pixels, wavelet);
  }

  /**
   * The one for ZYWRLE, on this one's zlib stream.
   *
   * @param quality the JPEG quality that was asked for, which says what raw tiles went through
   */
  public ZrleDecoder forZywrle(Pixels pixels, int quality) {
    // A pixel of eight bits is too small to hold a coefficient; then nothing is transformed.
    return new ZrleDecoder(data, pixels, pixels.bytes() == 1 ? null : new Wavelet(pixels, quality));
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    long limit = Limits.compressed(rectangle.width() * rectangle.height());
    data.begin(in.length("its compressed length", limit));
    tiles.begin(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height());
    while (!tiles.isDone()) {
      data.offer(ZrleTiles.MOST, in);
      boolean isLast = data.limit - data.position < ZrleTiles.MOST;
      data.position = tiles.paint(desktop.surface(), data.bytes, data.position, data.limit, isLast);
    }
    data.end(in);
  }

  @Override
  public void close() {
    data.close();
  }
}
