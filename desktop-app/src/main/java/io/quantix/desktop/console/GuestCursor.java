package io.quantix.desktop.console;

import io.quantix.vnc.CursorImage;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Dimension2D;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The guest's pointer as the window system's: it moves at once, however far away the guest is. It
 * is as large as the guest's picture is. Used on the JavaFX thread only.
 */
final class GuestCursor {
  // Side of the square that stands for a pointer that the guest hides.
  private static final int DOT = 5;
  private static final int DOT_EDGE = 0xFFC0C0C0;
  private static final int DOT_HEART = 0xFF000000;
  // What window systems draw at all.
  private static final int LONGEST = 256;

  private final Consumer<Cursor> show;
  private Optional<CursorImage> shape = Optional.empty();
  private double scale = 1;
  private boolean dotted = true;

  /**
   * Makes one that is as it is everywhere until the guest has a shape for it.
   *
   * @param show shows it
   */
  GuestCursor(Consumer<Cursor> show) {
    this.show = show;
  }

  /** The guest's shape for it; empty for none of its own. */
  void setShape(Optional<CursorImage> value) {
    shape = value;
    update();
  }

  /**
   * Follows the picture's size.
   *
   * @param value the screen's pixels for one of the guest's; below 1 is as 1, since a pointer that
   *     cannot be seen is of no use
   */
  void setScale(double value) {
    double another = Math.max(1, value);
    if (another != scale) {
      scale = another;
      update();
    }
  }

  /** Whether a dot stands for it while the guest hides it, for guests that draw none. */
  void setDotted(boolean value) {
    if (dotted != value) {
      dotted = value;
      update();
    }
  }

  private void update() {
    show.accept(shape.map(this::cursor).orElse(Cursor.DEFAULT));
  }

  private Cursor cursor(CursorImage image) {
    boolean hidden = image.width() == 0 || image.height() == 0 || isClear(image.argb());
    if (hidden && !dotted) {
      return Cursor.NONE;
    }
    return of(scaled(hidden ? dot() : image, scale));
  }

  /** In the nearest size that the window system has, so that no part of it is cut off. */
  private static Cursor of(CursorImage shape) {
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

  /** A shape whose pixels are larger; the ends of a fraction are mixed from their neighbours. */
  static CursorImage scaled(CursorImage shape, double scale) {
    double most = Math.min(scale, (double) LONGEST / Math.max(shape.width(), shape.height()));
    int width = (int) Math.rint(shape.width() * most);
    int height = (int) Math.rint(shape.height() * most);
    if (width <= shape.width() && height <= shape.height()) {
      return shape;
    }
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        argb[y * width + x] =
            mixed(
                shape,
                (double) x * shape.width() / width,
                (double) (x + 1) * shape.width() / width,
                (double) y * shape.height() / height,
                (double) (y + 1) * shape.height() / height);
      }
    }
    return new CursorImage(
        width,
        height,
        (shape.hotX() * 2 + 1) * width / (2 * shape.width()),
        (shape.hotY() * 2 + 1) * height / (2 * shape.height()),
        argb);
  }

  // A pixel covers at most two of the shape's in each direction, since it is a smaller one.
  private static int mixed(
      CursorImage shape, double left, double right, double top, double bottom) {
    double[] sums = new double[4];
    for (int y = (int) top; y < bottom && y < shape.height(); y++) {
      double tall = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < right && x < shape.width(); x++) {
        double share = tall * (Math.min(right, x + 1) - Math.max(left, x));
        int pixel = shape.argb()[y * shape.width() + x];
        for (int i = 0; i < 4; i++) {
          sums[i] += share * (pixel >>> (8 * i) & 0xff);
        }
      }
    }
    double area = (right - left) * (bottom - top);
    int pixel = 0;
    for (int i = 0; i < 4; i++) {
      pixel |= (int) Math.min(255, Math.rint(sums[i] / area)) << (8 * i);
    }
    return pixel;
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
        argb[y * DOT + x] = edge ? DOT_EDGE : DOT_HEART;
      }
    }
    return new CursorImage(DOT, DOT, DOT / 2, DOT / 2, argb);
  }
}
