package io.quantix.vnc.jpeg;

/** The order in which a block's coefficients come (T.81 figure A.6). */
final class ZigZag {
  /** Entries of the order: those of a block, and slack for runs past its end. */
  static final int LENGTH = 64 + 16;

  private static final int[] ORDER = make();

  private ZigZag() {}

  /** Where each coefficient belongs in a block, row by row; the slack is the last one's place. */
  static int[] order() {
    return ORDER;
  }

  private static int[] make() {
    int[] order = new int[LENGTH];
    int at = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int i = 0; i <= diagonal; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        int column = diagonal - row;
        if (row < 8 && column < 8) {
          order[at++] = row * 8 + column;
        }
      }
    }
    while (at < order.length) {
      order[at++] = 63;
    }
    return order;
  }
}
