package io.quantix.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The rows of the table of figures, each with its aim: printed, and added to the file that the
 * property {@code quantix.figures} names, from which {@code benchmarks/run all} prints them
 * together.
 */
final class Figures {
  private final SideBySide measured;
  private final String work;
  private final int column;
  private final String unit;

  private Figures(SideBySide measured, String work, int column, String unit) {
    this.measured = measured;
    this.work = work;
    this.column = column;
    this.unit = unit;
  }

  /** What a column of a measurement is called in the table of figures. */
  static Figures of(SideBySide measured, String work, int column, String unit) {
    return new Figures(measured, work, column, unit);
  }

  /** Ours may be at most so much of the peer's. */
  void atMost(int peer, double aim) throws IOException {
    row(peer, "at most " + aim, measured.ratio(peer, column) <= aim);
  }

  /** Ours has to be at least so much of the peer's. */
  void atLeast(int peer, double aim) throws IOException {
    row(peer, "at least " + aim, measured.ratio(peer, column) >= aim);
  }

  /** Ours has to be below a value, whatever the peer's is. */
  void below(int peer, double limit) throws IOException {
    row(peer, "under " + SideBySide.number(limit) + " " + unit, measured.median(0, column) < limit);
  }

  /** For comparison, without an aim. */
  void noAim(int peer) throws IOException {
    print(line(peer, "–", "–"));
  }

  private void row(int peer, String aim, boolean reached) throws IOException {
    print(line(peer, aim, reached ? "yes" : "**no**"));
  }

  private String line(int peer, String aim, String reached) {
    return "| %s | %s | %s, %s | %s | %s | %s |%n"
        .formatted(
            work,
            words(0),
            words(peer),
            measured.name(peer),
            String.format(Locale.ROOT, "%.3f", measured.ratio(peer, column)),
            aim,
            reached);
  }

  private String words(int contender) {
    return SideBySide.number(measured.median(contender, column)) + " " + unit;
  }

  /** Prints a row and adds it to the file. */
  static void print(String row) throws IOException {
    System.out.println(row);
    String file = System.getProperty("quantix.figures", "");
    if (!file.isEmpty()) {
      Files.writeString(Path.of(file), row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
