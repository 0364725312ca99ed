package io.quantix.libvirt.xml;

import java.util.List;

/**
 * What differs between two versions of a text, line by line: shown before a change is applied.
 * Passwords stand in it as they stand in the text; do not log it.
 *
 * @param lines all lines of both versions in order
 */
public record XmlDiff(List<Line> lines) {
  /** What became of a line. */
  public enum Kind {
    /** It is in both versions. */
    SAME,
    /** It is in the first alone. */
    REMOVED,
    /** It is in the second alone. */
    ADDED
  }

  /**
   * A line of either version, without its line end.
   *
   * @param before its number in the first version, from 1; where it would be if it was added
   * @param after its number in the second version, from 1; where it would be if it was removed
   */
  public record Line(Kind kind, int before, int after, String text) {}

  /** Makes one of lines. */
  public XmlDiff {
    lines = List.copyOf(lines);
  }

  /** Compares two versions. */
  public static XmlDiff between(String before, String after) {
    return LineComparison.compare(before, after);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return changed().isEmpty();
  }

  /** The lines that differ, in order. */
  public List<Line> changed() {
    return lines.stream().filter(line -> line.kind() != Kind.SAME).toList();
  }

  /**
   * The differences as {@code diff -u} shows them, without its two header lines; empty if there are
   * none.
   *
   * @param context how many unchanged lines are shown around each change
   */
  public String unified(int context) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); ) {
      int start = nextChange(i);
      if (start == lines.size()) {
        break;
      }
      int end = start + 1;
      // Changes whose context would touch are one hunk.
      for (int next = nextChange(end);
          next < lines.size() && next - end <= 2L * context;
          next = nextChange(end)) {
        end = next + 1;
      }
      hunk(lines.subList(Math.max(0, start - context), Math.min(lines.size(), end + context)), out);
      i = end;
    }
    return out.toString();
  }

  private int nextChange(int from) {
    int i = from;
    while (i < lines.size() && lines.get(i).kind() == Kind.SAME) {
      i++;
    }
    return i;
  }

  private static void hunk(List<Line> hunk, StringBuilder out) {
    long before = hunk.stream().filter(line -> line.kind() != Kind.ADDED).count();
    long after = hunk.stream().filter(line -> line.kind() != Kind.REMOVED).count();
    Line first = hunk.getFirst();
    out.append("@@ -")
        .append(range(first.before(), before))
        .append(" +")
        .append(range(first.after(), after))
        .append(" @@\n");
    for (Line line : hunk) {
      char sign =
          switch (line.kind()) {
            case SAME -> ' ';
            case REMOVED -> '-';
            case ADDED -> '+';
          };
      out.append(sign).append(line.text()).append('\n');
    }
  }

  /** As diff writes it: an empty range is named by the line before it. */
  private static String range(int first, long count) {
    return (count == 0 ? first - 1 : first) + "," + count;
  }
}
