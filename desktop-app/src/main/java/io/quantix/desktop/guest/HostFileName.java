package io.quantix.desktop.guest;

import java.util.Locale;
import java.util.Set;

/** A file's name here, made from one that a guest told. */
final class HostFileName {
  // File systems take 255 bytes, and the name may get an ending while the file comes.
  private static final int MOST_BYTES = 200;
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private HostFileName() {}

  /** A name that stays in its folder on every system, and looks like what it is. */
  static String of(String guestName) {
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    for (int c : guestName.codePoints().toArray()) {
      int kept = fit(c) ? c : '_';
      int size = kept < 0x80 ? 1 : kept < 0x800 ? 2 : kept < 0x10000 ? 3 : 4;
      if (bytes + size > MOST_BYTES) {
        break;
      }
      bytes += size;
      name.appendCodePoint(kept);
    }
    // Windows drops them, and would find another file.
    while (!name.isEmpty() && " .".indexOf(name.charAt(name.length() - 1)) >= 0) {
      name.setLength(name.length() - 1);
    }
    while (!name.isEmpty() && name.charAt(0) == ' ') {
      name.deleteCharAt(0);
    }
    if (name.isEmpty()) {
      return "file";
    }
    String stem = name.toString().split("\\.", 2)[0].strip().toLowerCase(Locale.ROOT);
    return DEVICES.contains(stem) ? "_" + name : name.toString();
  }

  private static boolean fit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> "/\\:*?\"<>|".indexOf(c) < 0;
    };
  }

  /** The same with a number before its ending, for one that is there already. */
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? name + " (" + number + ")"
        : name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
  }
}
