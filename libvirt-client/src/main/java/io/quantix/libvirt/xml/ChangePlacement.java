package io.quantix.libvirt.xml;

import io.quantix.libvirt.xml.XmlDiff.Kind;
import java.util.List;

/**
 * Moves changes to where a person sees them. A block that was put in between like blocks can be
 * shown from its own first line, or as well from the last line of the block before it.
 */
final class ChangePlacement {
  private ChangePlacement() {}

  /** Changes kinds so that they say the same of the lines, each change at its best place. */
  static void place(List<Kind> kinds, List<String> lines) {
    for (int start = 0; start < kinds.size(); ) {
      int end = start + 1;
      while (end < kinds.size() && kinds.get(end) == kinds.get(start)) {
        end++;
      }
      start = kinds.get(start) == Kind.SAME ? end : placeOne(kinds, lines, start, end);
    }
  }

  /** Gives where the change ends now. */
  private static int placeOne(List<Kind> kinds, List<String> lines, int start, int end) {
    int best = start;
    for (int i = start;
        i > 0
            && kinds.get(i - 1) == Kind.SAME
            && lines.get(i - 1).equals(lines.get(i - 1 + end - start));
        i--) {
      best = score(lines.get(i - 1)) < score(lines.get(best)) ? i - 1 : best;
    }
    for (int i = start;
        i + end - start < kinds.size()
            && kinds.get(i + end - start) == Kind.SAME
            && lines.get(i).equals(lines.get(i + end - start));
        i++) {
      best = score(lines.get(i + 1)) < score(lines.get(best)) ? i + 1 : best;
    }
    Kind kind = kinds.get(start);
    int newEnd = best + end - start;
    for (int i = Math.min(best, start); i < Math.max(newEnd, end); i++) {
      kinds.set(i, i >= best && i < newEnd ? kind : Kind.SAME);
    }
    return Math.max(newEnd, end);
  }

  /** The less, the better a change begins with this line: outer tags before inner and end tags. */
  private static int score(String line) {
    String text = line.stripLeading();
    return 2 * (line.length() - text.length()) + (text.startsWith("</") ? 1000 : 0);
  }
}
