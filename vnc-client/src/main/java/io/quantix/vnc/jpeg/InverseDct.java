package io.quantix.vnc.jpeg;

import java.util.Arrays;

/**
 * The inverse DCT (T.81 A.3.3) by the algorithm of Loeffler, Ligtenberg and Moschytz (1989), with
 * constants of 13 bits and two more bits between its passes: the rounding that the JPEG group's
 * accurate integer transform has, so that pictures are the same bit for bit.
 */
final class InverseDct {
  private static final int BITS = 13;
  private static final int BETWEEN = 2;
  private static final int C_0_298 = 2446;
  private static final int C_0_390 = 3196;
  private static final int C_0_541 = 4433;
  private static final int C_0_765 = 6270;
  private static final int C_0_899 = 7373;
  private static final int C_1_175 = 9633;
  private static final int C_1_501 = 12299;
  private static final int C_1_847 = 15137;
  private static final int C_1_961 = 16069;
  private static final int C_2_053 = 16819;
  private static final int C_2_562 = 20995;
  private static final int C_3_072 = 25172;
  private static final int DOWN = BITS - BETWEEN;
  private static final int ROUND = 1 << (DOWN - 1);
  private static final int LAST_DOWN = BITS + BETWEEN + 3;
  // Half a step, and the 128 by which samples are shifted.
  private static final int LAST_ROUND = (1 << (LAST_DOWN - 1)) + (128 << LAST_DOWN);

  private final int[] half = new int[64];

  /** A block that is its DC coefficient alone. */
  static void flat(int dc, int[] into, int at, int stride) {
    int sample =
        Math.clamp((((dc << BETWEEN) + (1 << (BETWEEN + 2))) >> (BETWEEN + 3)) + 128, 0, 255);
    for (int row = 0, to = at; row < 8; row++, to += stride) {
      Arrays.fill(into, to, to + 8, sample);
    }
  }

  /**
   * Any block.
   *
   * @param in coefficients, row by row, multiplied by their quantizers
   * @param into where samples of 0 to 255 go
   */
  void block(int[] in, int[] into, int at, int stride) {
    columns(in, half);
    rows(half, into, at, stride);
  }

  private static void columns(int[] in, int[] out) {
    for (int i = 0; i < 8; i++) {
      int c0 = in[i];
      int c1 = in[i + 8];
      int c2 = in[i + 16];
      int c3 = in[i + 24];
      int c4 = in[i + 32];
      int c5 = in[i + 40];
      int c6 = in[i + 48];
      int c7 = in[i + 56];
      if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
        int dc = c0 << BETWEEN;
        out[i] = dc;
        out[i + 8] = dc;
        out[i + 16] = dc;
        out[i + 24] = dc;
        out[i + 32] = dc;
        out[i + 40] = dc;
        out[i + 48] = dc;
        out[i + 56] = dc;
        continue;
      }
      int turn = (c2 + c6) * C_0_541;
      int even2 = turn - c6 * C_1_847;
      int even3 = turn + c2 * C_0_765;
      int even0 = ((c0 + c4) << BITS) + ROUND;
      int even1 = ((c0 - c4) << BITS) + ROUND;
      int sum0 = even0 + even3;
      int sum3 = even0 - even3;
      int sum1 = even1 + even2;
      int sum2 = even1 - even2;
      int z5 = (c7 + c3 + c5 + c1) * C_1_175;
      int z1 = (c7 + c1) * -C_0_899;
      int z2 = (c5 + c3) * -C_2_562;
      int z3 = (c7 + c3) * -C_1_961 + z5;
      int z4 = (c5 + c1) * -C_0_390 + z5;
      int odd0 = c7 * C_0_298 + z1 + z3;
      int odd1 = c5 * C_2_053 + z2 + z4;
      int odd2 = c3 * C_3_072 + z2 + z3;
      int odd3 = c1 * C_1_501 + z1 + z4;
      out[i] = (sum0 + odd3) >> DOWN;
      out[i + 56] = (sum0 - odd3) >> DOWN;
      out[i + 8] = (sum1 + odd2) >> DOWN;
      out[i + 48] = (sum1 - odd2) >> DOWN;
      out[i + 16] = (sum2 + odd1) >> DOWN;
      out[i + 40] = (sum2 - odd1) >> DOWN;
      out[i + 24] = (sum3 + odd0) >> DOWN;
      out[i + 32] = (sum3 - odd0) >> DOWN;
    }
  }

  private static void rows(int[] in, int[] out, int at, int stride) {
    int to = at;
    for (int i = 0; i < 64; i += 8, to += stride) {
      int c0 = in[i];
      int c1 = in[i + 1];
      int c2 = in[i + 2];
      int c3 = in[i + 3];
      int c4 = in[i + 4];
      int c5 = in[i + 5];
      int c6 = in[i + 6];
      int c7 = in[i + 7];
      int turn = (c2 + c6) * C_0_541;
      int even2 = turn - c6 * C_1_847;
      int even3 = turn + c2 * C_0_765;
      int even0 = ((c0 + c4) << BITS) + LAST_ROUND;
      int even1 = ((c0 - c4) << BITS) + LAST_ROUND;
      int sum0 = even0 + even3;
      int sum3 = even0 - even3;
      int sum1 = even1 + even2;
      int sum2 = even1 - even2;
      int z5 = (c7 + c3 + c5 + c1) * C_1_175;
      int z1 = (c7 + c1) * -C_0_899;
      int z2 = (c5 + c3) * -C_2_562;
      int z3 = (c7 + c3) * -C_1_961 + z5;
      int z4 = (c5 + c1) * -C_0_390 + z5;
      int odd0 = c7 * C_0_298 + z1 + z3;
      int odd1 = c5 * C_2_053 + z2 + z4;
      int odd2 = c3 * C_3_072 + z2 + z3;
      int odd3 = c1 * C_1_501 + z1 + z4;
      out[to] = sample(sum0 + odd3);
      out[to + 7] = sample(sum0 - odd3);
      out[to + 1] = sample(sum1 + odd2);
      out[to + 6] = sample(sum1 - odd2);
      out[to + 2] = sample(sum2 + odd1);
      out[to + 5] = sample(sum2 - odd1);
      out[to + 3] = sample(sum3 + odd0);
      out[to + 4] = sample(sum3 - odd0);
    }
  }

  private static int sample(int value) {
    return Math.max(0, Math.min(255, value >> LAST_DOWN));
  }
}
