package io.quantix.vnc.encoding;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * XCursor (pseudo-encoding -240): two colours of three bytes, then a bit a pixel that chooses the
 * first or the second, then a bit a pixel that says whether it shows, both in rows of whole bytes,
 * highest bit first; x and y are the hot spot. Up to 512x512; no size at all hides the pointer, and
 * then nothing follows. A hot spot outside is moved to the edge.
 */
public final class XCursorDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int width = rectangle.width();
    int height = rectangle.height();
    if (Math.max(width, height) > Limits.CURSOR_SIDE) {
      throw Breach.limit("the pointer's size", Math.max(width, height), Limits.CURSOR_SIDE);
    }
    int[] argb = new int[width * height];
    if (argb.length == 0) {
      desktop.cursor(new CursorImage(0, 0, 0, 0, argb));
      return;
    }
    int first = colour(in);
    int second = colour(in);
    for (int y = 0; y < height; y++) {
      int bits = 0;
      for (int x = 0; x < width; x++) {
        bits = (x & 7) == 0 ? in.u8() : bits << 1;
        argb[y * width + x] = (bits & 0x80) != 0 ? first : second;
      }
    }
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
        new CursorImage(
            width,
            height,
            Math.min(rectangle.x(), width - 1),
            Math.min(rectangle.y(), height - 1),
            argb));
  }

  private static int colour(WireReader in) throws IOException {
    return 0xff000000 | in.u8() << 16 | in.u8() << 8 | in.u8();
  }
}
