package io.quantix.vnc;

/**
 * What changed in an update: a few rectangles that cover it, none outside the framebuffer. Adding
 * to a full region merges, so that it never grows. Not safe for use by several threads.
 */
public final class DirtyRegion {
  private static final int CAPACITY = 16;
  private final int[] left = new int[CAPACITY];
  private final int[] top = new int[CAPACITY];
  private final int[] right = new int[CAPACITY];
  private final int[] bottom = new int[CAPACITY];
  private int count;

  /** How many rectangles there are. */
  public int count() {
    return count;
  }

  /** Whether nothing changed. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The left edge of rectangle i. */
  public int x(int i) {
    return left[i];
  }

  /** The top edge of rectangle i. */
  public int y(int i) {
    return top[i];
  }

  /** The width of rectangle i. */
  public int width(int i) {
    return right[i] - left[i];
  }

  /** The height of rectangle i. */
  public int height(int i) {
    return bottom[i] - top[i];
  }

  /** Adds a rectangle; an empty one is ignored. */
  public void add(int x, int y, int width, int height) {
    if (width <= 0 || height <= 0) {
      return;
    }
    int r = x + width;
    int b = y + height;
    for (int i = 0; i < count; i++) {
      if (x >= left[i] && y >= top[i] && r <= right[i] && b <= bottom[i]) {
        return;
      }
    }
    if (count == CAPACITY) {
      for (int i = 1; i < count; i++) {
        extend(0, left[i], top[i], right[i], bottom[i]);
      }
      count = 1;
      extend(0, x, y, r, b);
      return;
    }
    left[count] = x;
    top[count] = y;
    right[count] = r;
    bottom[count] = b;
    count++;
  }

  /** Adds all of another region. */
  public void addAll(DirtyRegion other) {
    for (int i = 0; i < other.count; i++) {
      add(other.x(i), other.y(i), other.width(i), other.height(i));
    }
  }

  /** Forgets all rectangles. */
  public void clear() {
    count = 0;
  }

  private void extend(int i, int x, int y, int r, int b) {
    left[i] = Math.min(left[i], x);
    top[i] = Math.min(top[i], y);
    right[i] = Math.max(right[i], r);
    bottom[i] = Math.max(bottom[i], b);
  }
}
