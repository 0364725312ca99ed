package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * RRE (RFB 7.7.3): a 32-bit count, a background, and so many smaller rectangles of one colour, each
 * with four numbers of 16 bits. CoRRE (4) is the same with numbers of eight bits. A smaller
 * rectangle must lie inside; there can be no more of them than pixels, and together they may paint
 * the rectangle four times over, so that a few bytes cannot keep us busy for long.
 */
public final class RreDecoder implements Decoder {
  private static final int BATCH = 1024;
  private static final int TIMES = 4;

  private final Pixels pixels;
  private final boolean isCompact;
  private final int bytes;
  private final byte[] batch;

  /**
   * Decodes such pixels.
   *
   * @param isCompact whether it is CoRRE
   */
  public RreDecoder(Pixels pixels, boolean isCompact) {
    this.pixels = pixels;
    this.isCompact = isCompact;
    bytes = pixels.bytes() + (isCompact ? 4 : 8);
    batch = new byte[BATCH * bytes];
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    long area = (long) rectangle.width() * rectangle.height();
    int left = in.length("its number of smaller rectangles", area);
    Surface surface = desktop.surface();
    surface.fill(
        rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height(), pixels.read(in));
    long painted = 0;
    while (left > 0) {
      int count = Math.min(left, BATCH);
      in.bytes(batch, 0, count * bytes);
      for (int at = 0; at < count * bytes; at += bytes) {
        painted += paint(at, rectangle, surface);
        if (painted > TIMES * area) {
          throw Breach.limit("what its smaller rectangles paint", painted, TIMES * area);
        }
      }
      left -= count;
    }
  }

  private long paint(int at, Rectangle rectangle, Surface surface) throws VncException {
    int numbers = at + pixels.bytes();
    int x = number(numbers, 0);
    int y = number(numbers, 1);
    int w = number(numbers, 2);
    int h = number(numbers, 3);
    if (x + w > rectangle.width() || y + h > rectangle.height()) {
      throw Breach.protocol(w + "x" + h + " at " + x + "," + y + " lies outside it");
    }
    surface.fill(rectangle.x() + x, rectangle.y() + y, w, h, pixels.argb(batch, at));
    return (long) w * h;
  }

  private int number(int at, int index) {
    return isCompact
        ? batch[at + index] & 0xff
        : (batch[at + 2 * index] & 0xff) << 8 | (batch[at + 2 * index + 1] & 0xff);
  }
}
