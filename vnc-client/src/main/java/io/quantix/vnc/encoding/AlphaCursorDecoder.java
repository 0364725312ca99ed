package io.quantix.vnc.encoding;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * CursorWithAlpha (pseudo-encoding -314): a 32-bit encoding, which must be Raw, then pixels of four
 * bytes, blue first and alpha last, premultiplied; x and y are the hot spot. Up to 512x512; no size
 * at all hides the pointer. A hot spot outside is moved to the edge, and a colour that is brighter
 * than its alpha allows is made to fit.
 */
public final class AlphaCursorDecoder implements Decoder {
  private final boolean isBlueFirst;

  /** Makes one for a server of this order. */
  public AlphaCursorDecoder(boolean isBlueFirst) {
    this.isBlueFirst = isBlueFirst;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int width = rectangle.width();
    int height = rectangle.height();
    if (Math.max(width, height) > Limits.CURSOR_SIDE) {
      throw Breach.limit("the pointer's size", Math.max(width, height), Limits.CURSOR_SIDE);
    }
    int encoding = in.s32();
    if (encoding != 0) {
      throw Breach.protocol("its pixels are in encoding " + encoding + ", not Raw");
    }
    int[] argb = new int[width * height];
    in.argb(argb, 0, argb.length);
    boolean isPremultiplied = true;
    for (int i = 0; i < argb.length; i++) {
      argb[i] = isBlueFirst ? argb[i] : swapped(argb[i]);
      isPremultiplied &= fits(argb[i]);
    }
    for (int i = 0; i < argb.length && !isPremultiplied; i++) {
      argb[i] = premultiplied(argb[i]);
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

  private static int swapped(int abgr) {
    return (abgr & 0xff00ff00) | ((abgr & 0xff) << 16) | (abgr >> 16 & 0xff);
  }

  private static boolean fits(int argb) {
    int alpha = argb >>> 24;
    return (argb >> 16 & 0xff) <= alpha && (argb >> 8 & 0xff) <= alpha && (argb & 0xff) <= alpha;
  }

  private static int premultiplied(int argb) {
    int alpha = argb >>> 24;
    int red = (argb >> 16 & 0xff) * alpha / 255;
    int green = (argb >> 8 & 0xff) * alpha / 255;
    int blue = (argb & 0xff) * alpha / 255;
    return alpha << 24 | red << 16 | green << 8 | blue;
  }
}
