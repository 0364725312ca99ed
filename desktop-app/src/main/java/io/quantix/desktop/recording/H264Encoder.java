package io.quantix.desktop.recording;

/**
 * H.264 (constrained baseline, ITU-T H.264 7.3 and A.2.1.1) of a screen that changes in places, in
 * 4:2:0 and without any loss beyond that: macroblocks that did not change are skipped, those that
 * go on as their neighbour's edge does are predicted from it, and all others are given as they are
 * (I_PCM). No deblocking, so that what a player shows is what was put in. For one thread.
 */
final class H264Encoder {
  /** Macroblocks of the largest picture that any level allows (A.3, level 6.2). */
  private static final int MOST_MACROBLOCKS = 139_264;

  // level_idc, macroblocks of a picture, macroblocks a second (table A-1).
  private static final int[][] LEVELS = {
    {30, 1620, 40_500}, {31, 3600, 108_000}, {32, 5120, 216_000}, {40, 8192, 245_760},
    {42, 8704, 522_240}, {50, 22_080, 589_824}, {51, 36_864, 983_040}, {52, 36_864, 2_073_600},
    {60, 139_264, 4_177_920}, {61, 139_264, 8_355_840}, {62, 139_264, 16_711_680}
  };

  private static final int PCM = 25;
  private static final int INTRA_VERTICAL = 1;
  private static final int INTRA_HORIZONTAL = 2;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final byte[] luma;
  private final byte[] blue;
  private final byte[] red;
  private final boolean[] changed;
  // Macroblocks of the present picture that came as I_PCM: their neighbours' codes depend on it.
  private final boolean[] plain;
  private final byte[] macroblock = new byte[384];
  private final BitWriter out = new BitWriter();
  private int frame;
  private int keys;

  /** Whether pictures of this size can be encoded. */
  static boolean takes(int width, int height) {
    long columns = (width + 15L) / 16;
    long rows = (height + 15L) / 16;
    long most = (long) Math.sqrt(8.0 * MOST_MACROBLOCKS);
    return columns * rows <= MOST_MACROBLOCKS && columns <= most && rows <= most;
  }

  H264Encoder(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + 15) / 16;
    rows = (height + 15) / 16;
    luma = new byte[columns * rows * 256];
    blue = new byte[columns * rows * 64];
    red = new byte[columns * rows * 64];
    changed = new boolean[columns * rows];
    plain = new boolean[columns * rows];
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** The lowest level that this size at this many pictures a second fits (A.3.1). */
  int level(int rate) {
    int size = columns * rows;
    for (int[] level : LEVELS) {
      long longest = (long) Math.sqrt(8.0 * level[1]);
      if (size <= level[1]
          && (long) size * rate <= level[2]
          && columns <= longest
          && rows <= longest) {
        return level[0];
      }
    }
    return LEVELS[LEVELS.length - 1][0];
  }

  /** The sequence parameter set (7.3.2.1.1), with colours as in BT.709. */
  byte[] sequence(int rate) {
    out.clear();
    out.bits(66, 8);
    out.bits(0xc0, 8);
    out.bits(level(rate), 8);
    out.ue(0);
    out.ue(4); // frame_num has 8 bits
    out.ue(2); // pictures come in the order in which they are shown
    out.ue(1);
    out.bits(0, 1);
    out.ue(columns - 1);
    out.ue(rows - 1);
    out.bits(0b11, 2);
    int right = (columns * 16 - width) / 2;
    int bottom = (rows * 16 - height) / 2;
    out.bits(1, 1);
    out.ue(0);
    out.ue(right);
    out.ue(0);
    out.ue(bottom);
    out.bits(1, 1); // VUI (E.1.1)
    out.bits(0b001, 3);
    out.bits(5, 3);
    out.bits(0b01, 2);
    out.bits(1, 8);
    out.bits(1, 8);
    out.bits(1, 8);
    out.bits(0, 5);
    out.bits(0b11, 2); // what players may rely on: no picture waits for a later one
    out.ue(0);
    out.ue(0);
    out.ue(10);
    out.ue(10);
    out.ue(0);
    out.ue(1);
    out.end();
    return out.unit(0x67);
  }

  /** The picture parameter set (7.3.2.2). */
  byte[] picture() {
    out.clear();
    out.ue(0);
    out.ue(0);
    out.bits(0, 2);
    out.ue(0);
    out.ue(0);
    out.ue(0);
    out.bits(0, 3);
    out.ue(0);
    out.ue(0);
    out.ue(0);
    out.bits(0b100, 3);
    out.end();
    return out.unit(0x68);
  }

  /**
   * Takes a macroblock's pixels; true if any of them differs from what was there.
   *
   * @param argb 16 rows of 16 pixels
   */
  boolean take(int column, int row, int[] argb) {
    int stride = columns * 16;
    boolean differs = false;
    for (int y = 0; y < 16; y++) {
      int at = (row * 16 + y) * stride + column * 16;
      for (int x = 0; x < 16; x++) {
        int p = argb[y * 16 + x];
        byte value = luma(p >> 16 & 0xff, p >> 8 & 0xff, p & 0xff);
        differs |= luma[at + x] != value;
        luma[at + x] = value;
      }
    }
    for (int y = 0; y < 8; y++) {
      int at = (row * 8 + y) * (stride / 2) + column * 8;
      for (int x = 0; x < 8; x++) {
        int from = y * 32 + x * 2;
        int r = 0;
        int g = 0;
        int b = 0;
        for (int i = 0; i < 4; i++) {
          int p = argb[from + (i & 1) + (i >> 1) * 16];
          r += p >> 16 & 0xff;
          g += p >> 8 & 0xff;
          b += p & 0xff;
        }
        byte cb = chroma(-6596 * r - 22_188 * g + 28_784 * b);
        byte cr = chroma(28_784 * r - 26_145 * g - 2639 * b);
        differs |= blue[at + x] != cb || red[at + x] != cr;
        blue[at + x] = cb;
        red[at + x] = cr;
      }
    }
    changed[row * columns + column] |= differs;
    return differs;
  }

  // BT.709 with 16 to 235, in 16 bits behind the point.
  private static byte luma(int r, int g, int b) {
    return (byte) ((11_966 * r + 40_254 * g + 4064 * b + (16 << 16) + 32_768) >> 16);
  }

  // Of four pixels' sums, 18 bits behind the point.
  private static byte chroma(int value) {
    return (byte) ((value + (128 << 18) + (1 << 17)) >> 18);
  }

  /**
   * The next picture, of what was taken since the one before.
   *
   * @param key whether players can begin with it; the first one has to be so
   */
  byte[] encode(boolean key) {
    out.clear();
    frame = key ? 0 : frame + 1 & 0xff;
    out.ue(0);
    out.ue(key ? 7 : 5);
    out.ue(0);
    out.bits(frame, 8);
    if (key) {
      out.ue(keys++ & 1);
      out.bits(0, 2);
    } else {
      out.bits(0, 3);
    }
    out.ue(0);
    out.ue(1); // no deblocking
    int skipped = 0;
    for (int i = 0; i < changed.length; i++) {
      if (!key && !changed[i]) {
        plain[i] = false;
        skipped++;
        continue;
      }
      if (!key) {
        out.ue(skipped);
        skipped = 0;
      }
      macroblock(i % columns, i / columns, key ? 0 : 5);
      changed[i] = false;
    }
    if (skipped > 0) {
      out.ue(skipped);
    }
    out.end();
    return out.unit(key ? 0x65 : 0x61);
  }

  private void macroblock(int column, int row, int first) {
    int i = row * columns + column;
    int stride = columns * 16;
    int half = stride / 2;
    int at = row * 16 * stride + column * 16;
    int chromaAt = row * 8 * half + column * 8;
    boolean lumaAcross = column > 0 && goesOn(luma, at, stride, 16, 1);
    boolean lumaDown = !lumaAcross && row > 0 && goesOn(luma, at, stride, 16, stride);
    boolean across =
        column > 0 && goesOn(blue, chromaAt, half, 8, 1) && goesOn(red, chromaAt, half, 8, 1);
    boolean down =
        !across
            && row > 0
            && goesOn(blue, chromaAt, half, 8, half)
            && goesOn(red, chromaAt, half, 8, half);
    plain[i] = !(lumaAcross || lumaDown) || !(across || down);
    if (plain[i]) {
      out.ue(first + PCM);
      out.align();
      copy(luma, at, stride, 16, 0);
      copy(blue, chromaAt, half, 8, 256);
      copy(red, chromaAt, half, 8, 320);
      out.bytes(macroblock, 0, 384);
      return;
    }
    out.ue(first + (lumaAcross ? INTRA_HORIZONTAL : INTRA_VERTICAL));
    out.ue(across ? 1 : 2);
    out.ue(0); // mb_qp_delta
    noCoefficient(
        column > 0 ? plain[i - 1] ? 16 : 0 : -1, row > 0 ? plain[i - columns] ? 16 : 0 : -1);
  }

  /** The code of a block without coefficients, by how many its neighbours have (table 9-5). */
  private void noCoefficient(int left, int above) {
    int context = left < 0 ? Math.max(above, 0) : above < 0 ? left : (left + above + 1) / 2;
    if (context == 0) {
      out.bits(1, 1);
    } else {
      // Of neighbours with 0 or 16 it is 8 at least.
      out.bits(0b000011, 6);
    }
  }

  /** Whether each sample of a square is as the one that lies {@code back} before it. */
  private static boolean goesOn(byte[] plane, int at, int stride, int size, int back) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int here = at + y * stride + x;
        if (plane[here] != plane[here - back]) {
          return false;
        }
      }
    }
    return true;
  }

  private void copy(byte[] plane, int at, int stride, int size, int to) {
    for (int y = 0; y < size; y++) {
      System.arraycopy(plane, at + y * stride, macroblock, to + y * size, size);
    }
  }
}
