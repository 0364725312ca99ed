package io.quantix.desktop.cli;

import io.quantix.agent.client.GuestText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows under a head, each column as wide as it has to be; what the guest wrote is made harmless.
 */
final class GuestTable {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final double STEP = 1024;

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * @param head the titles; one that begins with {@code >} stands at the right, as numbers do
   */
  GuestTable(String... head) {
    right = new boolean[head.length];
    String[] titles = new String[head.length];
    for (int i = 0; i < head.length; i++) {
      right[i] = head[i].startsWith(">");
      titles[i] = right[i] ? head[i].substring(1) : head[i];
    }
    rows.add(titles);
  }

  void row(Object... values) {
    String[] texts = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      texts[i] = GuestText.line(String.valueOf(values[i]));
    }
    rows.add(texts);
  }

  void print(PrintWriter out) {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder line = new StringBuilder();
    for (String[] row : rows) {
      line.setLength(0);
      for (int i = 0; i < row.length; i++) {
        String gap = " ".repeat(widths[i] - row[i].length());
        line.append(right[i] ? gap + row[i] : row[i] + gap).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Bytes in the unit that suits them. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
