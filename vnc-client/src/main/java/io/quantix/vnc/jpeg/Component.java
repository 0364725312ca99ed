package io.quantix.vnc.jpeg;

/** One colour of a picture, and its samples: as many rows as two rows of MCUs, used in turn. */
final class Component {
  int id;
  int across;
  int down;
  int quantizer;
  int dcTable;
  int acTable;

  /** The last block's DC coefficient. */
  int dc;

  /** Samples, 0 to 255. */
  int[] samples = new int[0];

  /** Samples from one row to the next. */
  int stride;

  /** Rows of samples that are kept. */
  int kept;

  /** Samples of a row that mean something. */
  int width;

  /** Rows that mean something. */
  int height;

  /** Pixels to a sample, in either direction. */
  int pixelsAcross;

  int pixelsDown;

  /** Makes room for a picture of so many MCUs in a row. */
  void begin(int mcus) {
    dc = 0;
    stride = mcus * across * 8;
    kept = 2 * down * 8;
    if (samples.length < stride * kept) {
      samples = new int[stride * kept];
    }
  }

  /** Where a row begins. */
  int row(int y) {
    return y % kept * stride;
  }
}
