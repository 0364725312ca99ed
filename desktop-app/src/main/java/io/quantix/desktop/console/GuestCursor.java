package io.quantix.desktop.console;

import io.quantix.vnc.CursorImage;
import javafx.geometry.Dimension2D;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** The guest's pointer as the window system's: it moves at once, however far away the guest is. */
final class GuestCursor {
  // Side of the square that stands for a pointer that the guest hides.
  private static final int DOT = 5;
  private static final int DOT_EDGE = 0xC0FFFFFF;
  private static final int DOT_HEART = 0xFF000000;

  private GuestCursor() {}

  /**
   * The pointer's shape in the nearest size that the window system has, so that no part of it is
   * cut off. A hidden pointer becomes a dot, since a pointer that cannot be seen cannot be used in
   * a guest that draws none.
   */
  static Cursor of(CursorImage shape) {
    if (shape.width() == 0 || shape.height() == 0 || isClear(shape.argb())) {
      return of(dot());
    }
    Dimension2D best = ImageCursor.getBestSize(shape.width(), shape.height());
    if (best.getWidth() <= 0 || best.getHeight() <= 0) {
      return Cursor.DEFAULT; // the window system has no cursors of our own
    }
    // Room is added to the right and below, where it moves no pixel.
    int width = Math.max(shape.width(), (int) best.getWidth());
    int height = Math.max(shape.height(), (int) best.getHeight());
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            shape.width(),
            shape.height(),
            PixelFormat.getIntArgbPreInstance(),
            shape.argb(),
            0,
            shape.width());
    return new ImageCursor(image, shape.hotX(), shape.hotY());
  }

  private static boolean isClear(int[] argb) {
    for (int pixel : argb) {
      if (pixel >>> 24 != 0) {
        return false;
      }
    }
    return true;
  }

  private static CursorImage dot() {
    int[] argb = new int[DOT * DOT];
    for (int y = 0; y < DOT; y++) {
      for (int x = 0; x < DOT; x++) {
        boolean edge = x == 0 || y == 0 || x == DOT - 1 || y == DOT - 1;
        // Premultiplied: white at three quarters around, black inside.
        argb[y * DOT + x] = edge ? DOT_EDGE & 0xFFC0C0C0 : DOT_HEART;
      }
    }
    return new CursorImage(DOT, DOT, DOT / 2, DOT / 2, argb);
  }
}
