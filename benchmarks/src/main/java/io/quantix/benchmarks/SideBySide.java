package io.quantix.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures contenders in turn, round by round, so that a machine whose speed drifts does not favour
 * one of them. The first contender is what the others are compared with: each ratio is the median
 * of the ratios round by round.
 */
final class SideBySide {
  private final String title;
  private final List<String> columns;
  private final List<Contender> contenders;

  /** By contender, column and round. */
  private final double[][][] values;

  private SideBySide(
      String title, List<String> columns, List<Contender> contenders, double[][][] values) {
    this.title = title;
    this.columns = columns;
    this.contenders = contenders;
    this.values = values;
  }

  /** Runs them for the one column of milliseconds. */
  static SideBySide measure(String title, int warmUp, int rounds, List<Contender> contenders)
      throws Exception {
    return measure(title, List.of("ms"), warmUp, rounds, contenders);
  }

  /**
   * Runs them.
   *
   * @param columns the units of the values that each contender measures
   * @param warmUp rounds that are not counted
   * @param rounds rounds that are
   * @throws IllegalStateException if two contenders do not find the same
   */
  static SideBySide measure(
      String title, List<String> columns, int warmUp, int rounds, List<Contender> contenders)
      throws Exception {
    double[][][] values = new double[contenders.size()][columns.size()][rounds];
    for (int round = -warmUp; round < rounds; round++) {
      long expected = -1;
      for (int i = 0; i < contenders.size(); i++) {
        Contender.Measured measured = contenders.get(i).meter().run();
        if (expected >= 0 && measured.found() != expected) {
          throw new IllegalStateException(
              contenders.get(i).name()
                  + " found "
                  + measured.found()
                  + ", the first one "
                  + expected);
        }
        expected = measured.found();
        for (int column = 0; round >= 0 && column < columns.size(); column++) {
          values[i][column][round] = measured.values().get(column);
        }
      }
    }
    return new SideBySide(title, columns, contenders, values);
  }

  /** A contender's name. */
  String name(int contender) {
    return contenders.get(contender).name();
  }

  /** A contender's median in a column. */
  double median(int contender, int column) {
    return median(values[contender][column]);
  }

  /** The first contender's value for one of another's, the median of all rounds. */
  double ratio(int contender, int column) {
    double[] ratios = values[0][column].clone();
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] /= values[contender][column][round];
    }
    return median(ratios);
  }

  private static double median(double[] all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The table, as Markdown. */
  String table() {
    StringBuilder text = new StringBuilder("### ").append(title).append("\n\n|");
    StringBuilder line = new StringBuilder("|---|");
    for (String column : columns) {
      text.append(" | median ").append(column).append(" | min | max | times ours");
      line.append("---:|---:|---:|---:|");
    }
    text.append(" |\n").append(line).append('\n');
    for (int i = 0; i < contenders.size(); i++) {
      text.append("| ").append(contenders.get(i).name());
      for (int column = 0; column < columns.size(); column++) {
        double[] all = values[i][column];
        text.append(" | ").append(number(median(all)));
        text.append(" | ").append(number(Arrays.stream(all).min().orElseThrow()));
        text.append(" | ").append(number(Arrays.stream(all).max().orElseThrow()));
        text.append(" | ").append(String.format(Locale.ROOT, "%.2f", 1 / ratio(i, column)));
      }
      text.append(" |\n");
    }
    return text.append('\n').toString();
  }

  /** As many digits as a reader wants. */
  static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
