package io.quantix.vnc.encoding;

/** The header of a rectangle (RFB 7.6.1); one object, filled anew for each. */
public final class Rectangle {
  private int x;
  private int y;
  private int width;
  private int height;
  private int encoding;

  /** Fills it. */
  public void set(int newX, int newY, int newWidth, int newHeight, int newEncoding) {
    x = newX;
    y = newY;
    width = newWidth;
    height = newHeight;
    encoding = newEncoding;
  }

  /** Fills it with what another one holds. */
  void set(Rectangle other) {
    set(other.x, other.y, other.width, other.height, other.encoding);
  }

  /** The left edge; pseudo-encodings give it another meaning. */
  public int x() {
    return x;
  }

  /** The top edge; pseudo-encodings give it another meaning. */
  public int y() {
    return y;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The encoding's number. */
  public int encoding() {
    return encoding;
  }

  /** Whether it has a pixel in common with another. */
  boolean overlaps(Rectangle other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }

  @Override
  public String toString() {
    return width + "x" + height + " at " + x + "," + y;
  }
}
