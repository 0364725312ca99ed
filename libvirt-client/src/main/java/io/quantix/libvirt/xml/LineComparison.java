package io.quantix.libvirt.xml;

import io.quantix.libvirt.xml.XmlDiff.Kind;
import io.quantix.libvirt.xml.XmlDiff.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds the longest common lines of two texts (E. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986).
 */
final class LineComparison {
  /** More differences than a person reads; the work and memory grow with their square. */
  private static final int MOST_DIFFERENCES = 2000;

  private LineComparison() {}

  static XmlDiff compare(String before, String after) {
    List<String> a = lines(before);
    List<String> b = lines(after);
    int start = 0;
    while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
      start++;
    }
    int end = 0;
    while (end < Math.min(a.size(), b.size()) - start
        && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
      end++;
    }
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(start, Kind.SAME));
    kinds.addAll(middle(a.subList(start, a.size() - end), b.subList(start, b.size() - end)));
    kinds.addAll(Collections.nCopies(end, Kind.SAME));
    List<String> texts = new ArrayList<>();
    int x = 0;
    int y = 0;
    for (Kind kind : kinds) {
      texts.add(kind == Kind.ADDED ? b.get(y) : a.get(x));
      x += kind == Kind.ADDED ? 0 : 1;
      y += kind == Kind.REMOVED ? 0 : 1;
    }
    ChangePlacement.place(kinds, texts);
    return numbered(kinds, texts);
  }

  private static XmlDiff numbered(List<Kind> kinds, List<String> texts) {
    List<Line> result = new ArrayList<>();
    int before = 1;
    int after = 1;
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      result.add(new Line(kind, before, after, texts.get(i)));
      before += kind == Kind.ADDED ? 0 : 1;
      after += kind == Kind.REMOVED ? 0 : 1;
    }
    return new XmlDiff(result);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static List<Kind> middle(List<String> a, List<String> b) {
    int most = Math.min(a.size() + b.size(), MOST_DIFFERENCES);
    // reached[k + offset]: how far in a the best path on diagonal k has come.
    int offset = most + 1;
    int[] reached = new int[2 * most + 3];
    List<int[]> history = new ArrayList<>();
    for (int d = 0; d <= most; d++) {
      history.add(Arrays.copyOfRange(reached, offset - d - 1, offset + d + 2));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && reached[offset + k - 1] < reached[offset + k + 1]);
        int x = down ? reached[offset + k + 1] : reached[offset + k - 1] + 1;
        while (x < a.size() && x - k < b.size() && x - k >= 0 && a.get(x).equals(b.get(x - k))) {
          x++;
        }
        reached[offset + k] = x;
        if (x >= a.size() && x - k >= b.size()) {
          return path(history, a.size(), b.size());
        }
      }
    }
    List<Kind> all = new ArrayList<>(Collections.nCopies(a.size(), Kind.REMOVED));
    all.addAll(Collections.nCopies(b.size(), Kind.ADDED));
    return all;
  }

  private static List<Kind> path(List<int[]> history, int endX, int endY) {
    List<Kind> kinds = new ArrayList<>();
    int x = endX;
    int y = endY;
    for (int d = history.size() - 1; d > 0; d--) {
      int[] reached = history.get(d); // index k + d + 1
      int k = x - y;
      boolean down = k == -d || (k != d && reached[k + d] < reached[k + d + 2]);
      int fromX = down ? reached[k + d + 2] : reached[k + d];
      int fromY = fromX - (down ? k + 1 : k - 1);
      for (; x > fromX && y > fromY; x--, y--) {
        kinds.add(Kind.SAME);
      }
      kinds.add(down ? Kind.ADDED : Kind.REMOVED);
      x = fromX;
      y = fromY;
    }
    kinds.addAll(Collections.nCopies(x, Kind.SAME));
    Collections.reverse(kinds);
    return kinds;
  }
}
