package io.quantix.vnc.encoding;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * Cursor (RFB 7.8.1, pseudo-encoding -239): width times height pixels, then a mask of one bit a
 * pixel in rows of whole bytes, highest bit first; x and y are the hot spot. Up to 512x512; no size
 * at all hides the pointer. A hot spot outside is moved to the edge.
 */
public final class CursorDecoder implements Decoder {
  private final Pixels pixels;

  /** Decodes such pixels. */
  public CursorDecoder(Pixels pixels) {
    this.pixels = pixels;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int width = rectangle.width();
    int height = rectangle.height();
    if (Math.max(width, height) > Limits.CURSOR_SIDE) {
      throw Breach.limit("the pointer's size", Math.max(width, height), Limits.CURSOR_SIDE);
    }
    int[] argb = new int[width * height];
    pixels.read(in, argb, 0, argb.length);
    for (int y = 0; y < height; y++) {
      int bits = 0;
      for (int x = 0; x < width; x++) {
        bits = (x & 7) == 0 ? in.u8() : bits << 1;
        if ((bits & 0x80) == 0) {
          argb[y * width + x] = 0;
        }
      }
    }
    desktop.cursor(
        argb.length == 0
            ? new CursorImage(0, 0, 0, 0, argb)
            : new CursorImage(
                width,
                height,
                Math.min(rectangle.x(), width - 1),
                Math.min(rectangle.y(), height - 1),
                argb));
  }
}
