package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Scaling;

/**
 * Where a guest's picture lies in the room there is for it. All edges lie on the screen's own
 * pixels, so that nothing is smoothed that need not be.
 *
 * @param x from the room's left edge, in JavaFX's units
 * @param y from the room's top edge
 * @param width in JavaFX's units
 * @param height in JavaFX's units
 * @param smooth whether pixels have to be mixed
 */
record ScreenPlace(double x, double y, double width, double height, boolean smooth) {
  private static final double NEARLY = 1e-6;

  /** The pixels of the guest and of the screen that there are. */
  record Room(double width, double height, double outputScaleX, double outputScaleY) {}

  /**
   * Places a picture.
   *
   * @param width the picture's, in the guest's pixels; 0 if there is none
   * @param height the picture's, in the guest's pixels; 0 if there is none
   */
  static ScreenPlace of(Scaling scaling, int width, int height, Room room) {
    if (width <= 0 || height <= 0) {
      return new ScreenPlace(0, 0, 0, 0, false);
    }
    double deviceWidth = room.width * room.outputScaleX;
    double deviceHeight = room.height * room.outputScaleY;
    double across = deviceWidth / width;
    double down = deviceHeight / height;
    double least = Math.max(1.0 / Math.max(width, height), Math.min(across, down));
    double scaleX =
        switch (scaling) {
          case FIT -> least;
          case FILL -> Math.max(1.0 / width, across);
          case ONE_TO_ONE -> 1;
          case INTEGER -> Math.max(1, Math.floor(least + NEARLY));
        };
    double scaleY = scaling == Scaling.FILL ? Math.max(1.0 / height, down) : scaleX;
    double shownWidth = Math.max(1, Math.rint(width * scaleX));
    double shownHeight = Math.max(1, Math.rint(height * scaleY));
    return new ScreenPlace(
        Math.max(0, Math.floor((deviceWidth - shownWidth) / 2)) / room.outputScaleX,
        Math.max(0, Math.floor((deviceHeight - shownHeight) / 2)) / room.outputScaleY,
        shownWidth / room.outputScaleX,
        shownHeight / room.outputScaleY,
        !whole(shownWidth / width) || !whole(shownHeight / height));
  }

  private static boolean whole(double scale) {
    return scale >= 1 - NEARLY && Math.abs(scale - Math.rint(scale)) < NEARLY;
  }

  /** Whether a picture so scaled may be larger than its room, and then is scrolled. */
  static boolean scrolls(Scaling scaling) {
    return scaling == Scaling.ONE_TO_ONE || scaling == Scaling.INTEGER;
  }

  /** The guest's pixel under a place of the room, from the shown part's edge; may be outside. */
  static int guestPixel(double at, double edge, double shown, int pixels) {
    return shown <= 0 ? 0 : (int) Math.floor((at - edge) * pixels / shown + NEARLY);
  }
}
