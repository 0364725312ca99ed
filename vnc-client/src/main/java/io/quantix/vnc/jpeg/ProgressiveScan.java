package io.quantix.vnc.jpeg;

/** Which coefficients of which components a scan of a progressive picture brings (T.81 G.1.1.1). */
final class ProgressiveScan {
  private static final int MOST_LOW = 13;

  private final int[] components = new int[3];
  private int count;
  private int first;
  private int last;
  private int high;
  private int low;

  /**
   * Another scan.
   *
   * @param high the lowest bit that was there before it, 0 if none was
   * @param low the lowest bit that it brings
   * @return false if no picture may have such a one
   */
  boolean begin(int count, int first, int last, int high, int low) {
    this.count = count;
    this.first = first;
    this.last = last;
    this.high = high;
    this.low = low;
    boolean isBand = first == 0 ? last == 0 : last >= first && count == 1;
    return isBand && last < 64 && low <= MOST_LOW && (high == 0 || high == low + 1);
  }

  /** Says which of the picture's components is one of its own. */
  void set(int index, int component) {
    components[index] = component;
  }

  /** How many components it has. */
  int count() {
    return count;
  }

  /** Which of the picture's components is one of its own. */
  int component(int index) {
    return components[index];
  }

  /** The first coefficient, 0 if it is DC's. */
  int first() {
    return first;
  }

  /** The last coefficient. */
  int last() {
    return last;
  }

  /** Whether it brings one more bit of coefficients that there are. */
  boolean isRefining() {
    return high > 0;
  }

  /** The lowest bit that it brings. */
  int low() {
    return low;
  }
}
