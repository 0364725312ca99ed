package io.quantix.vnc.png;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;

/** Takes the filters off a row of samples (PNG 9.2), in place. */
final class PngFilter {
  private PngFilter() {}

  /**
   * Takes it off.
   *
   * @param at the row's filter; its samples follow
   * @param above the row before it, without its filter; zeros above the first
   * @param count bytes of samples
   * @param pixel bytes of a pixel
   */
  static void undo(byte[] bytes, int at, int above, int count, int pixel) throws VncException {
    int from = at + 1;
    int up = above + 1;
    switch (bytes[at]) {
      case 0 -> {}
      case 1 -> {
        for (int i = pixel; i < count; i++) {
          bytes[from + i] += bytes[from + i - pixel];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          bytes[from + i] += bytes[up + i];
        }
      }
      case 3 -> {
        for (int i = 0; i < count; i++) {
          int left = i < pixel ? 0 : bytes[from + i - pixel] & 0xff;
          bytes[from + i] += (byte) ((left + (bytes[up + i] & 0xff)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          int left = i < pixel ? 0 : bytes[from + i - pixel] & 0xff;
          int corner = i < pixel ? 0 : bytes[up + i - pixel] & 0xff;
          bytes[from + i] += (byte) nearest(left, bytes[up + i] & 0xff, corner);
        }
      }
      default ->
          throw Breach.protocol("a row of its PNG picture has the unknown filter " + bytes[at]);
    }
  }

  /** Paeth's predictor: which of three is nearest to what they let expect. */
  private static int nearest(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
