package io.quantix.desktop.console.input;

/** Whole steps of a wheel out of what a touchpad or a fine wheel tells in parts. */
public final class WheelSteps {
  /** What JavaFX tells for one notch of an ordinary wheel, in pixels. */
  private static final double STEP = 40;

  private static final int MOST_STEPS = 32;

  private double rest;

  /**
   * How many steps have come together; what is left counts with the next, unless the direction
   * changes.
   *
   * @param delta in JavaFX's pixels, positive up and left
   * @return positive up and left, 32 at most either way
   */
  public int turn(double delta) {
    if (delta * rest < 0) {
      rest = 0;
    }
    rest += delta;
    int steps = (int) (rest / STEP);
    rest -= steps * STEP;
    return Math.clamp(steps, -MOST_STEPS, MOST_STEPS);
  }
}
