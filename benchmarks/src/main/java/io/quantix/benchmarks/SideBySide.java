package io.quantix.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times contenders in turn, round by round, so that a machine whose speed drifts does not favour
 * one of them. The first contender is what the others are compared with: each ratio is the median
 * of the ratios round by round.
 */
final class SideBySide {
  private final String title;
  private final List<Contender> contenders;
  private final double[][] millis;

  private SideBySide(String title, List<Contender> contenders, double[][] millis) {
    this.title = title;
    this.contenders = contenders;
    this.millis = millis;
  }

  /**
   * Runs them.
   *
   * @param warmUp rounds that are not counted
   * @param rounds rounds that are
   * @throws IllegalStateException if two contenders do not find the same
   */
  static SideBySide measure(String title, int warmUp, int rounds, List<Contender> contenders)
      throws Exception {
    double[][] millis = new double[contenders.size()][rounds];
    for (int round = -warmUp; round < rounds; round++) {
      long expected = -1;
      for (int i = 0; i < contenders.size(); i++) {
        long before = System.nanoTime();
        long found = contenders.get(i).work().run();
        long after = System.nanoTime();
        if (expected >= 0 && found != expected) {
          throw new IllegalStateException(
              contenders.get(i).name() + " found " + found + ", the first one " + expected);
        }
        expected = found;
        if (round >= 0) {
          millis[i][round] = (after - before) / 1e6;
        }
      }
    }
    return new SideBySide(title, contenders, millis);
  }

  /** The table, as Markdown. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(title).append("\n\n");
    text.append("| | median ms | min | max | times ours |\n|---|---:|---:|---:|---:|\n");
    for (int i = 0; i < contenders.size(); i++) {
      double[] sorted = millis[i].clone();
      Arrays.sort(sorted);
      double[] ratios = new double[sorted.length];
      for (int round = 0; round < ratios.length; round++) {
        ratios[round] = millis[i][round] / millis[0][round];
      }
      Arrays.sort(ratios);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %.1f | %.2f |%n",
              contenders.get(i).name(),
              sorted[sorted.length / 2],
              sorted[0],
              sorted[sorted.length - 1],
              ratios[ratios.length / 2]));
    }
    return text.toString();
  }
}
