package io.quantix.vnc.input;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the keys of a keyboard type in one country: which place, with Shift or AltGr or after which
 * dead key, makes a character. The tables are those of xkeyboard-config under its names ({@code
 * de}, {@code fr}); they are shipped, so that text is typed alike from every system.
 */
public final class KeyboardLayout {
  /** The keyboard of the United States. */
  public static final KeyboardLayout US = named("us").orElseThrow();

  /** With Shift. */
  static final int SHIFT = 1;

  /** With AltGr. */
  static final int ALT_GR = 2;

  private final String name;
  private final String title;
  private final Map<Integer, Press> presses;

  /**
   * A key with its modifiers.
   *
   * @param scanCode the place
   * @param level {@link #SHIFT} and {@link #ALT_GR}, or 0
   * @param keysym what an X server would make of it
   */
  record Press(int scanCode, int level, int keysym) {}

  KeyboardLayout(String name, String title, Map<Integer, Press> presses) {
    this.name = name;
    this.title = title;
    this.presses = Map.copyOf(presses);
  }

  /** All layouts, sorted by {@link #title}. */
  public static List<KeyboardLayout> all() {
    return KeyboardLayouts.all();
  }

  /**
   * The layout of a name: xkeyboard-config's, or the one that QEMU and libvirt use ({@code en-us},
   * {@code ja}); in any case.
   */
  public static Optional<KeyboardLayout> named(String name) {
    return KeyboardLayouts.named(name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** The layout that people in a place mostly have; {@link #US} for one that is not known. */
  public static KeyboardLayout usualIn(Locale place) {
    return KeyboardLayouts.usualIn(place);
  }

  /** {@code de}; with a variant {@code de-nodeadkeys}. */
  public String name() {
    return name;
  }

  /** {@code German}, in English. */
  public String title() {
    return title;
  }

  /** The place that makes a character, alone or with Shift or AltGr; empty if it needs two keys. */
  public OptionalInt scanCode(int codePoint) {
    Press press = presses.get(codePoint);
    return press == null ? OptionalInt.empty() : OptionalInt.of(press.scanCode());
  }

  /** Whether a text can be typed, line ends and tabs included. */
  public boolean types(int codePoint) {
    return !strokes(codePoint).isEmpty();
  }

  /** The keys that make a character, one after the other; none if it cannot be typed. */
  List<Press> strokes(int codePoint) {
    Press direct = presses.get(codePoint);
    if (direct != null) {
      return List.of(direct);
    }
    return DeadKey.parts(codePoint)
        .map(parts -> {
          Press dead = presses.get(parts.dead().asKey());
          Press base = presses.get(parts.base());
          return dead == null || base == null ? List.<Press>of() : List.of(dead, base);
        })
        .orElse(List.of());
  }

  @Override
  public String toString() {
    return name;
  }

  static Map<Integer, Press> newTable() {
    Map<Integer, Press> table = new HashMap<>();
    table.put((int) ' ', new Press(QemuScanCode.SPACE, 0, ' '));
    table.put((int) '\t', new Press(QemuScanCode.TAB, 0, Keysym.TAB));
    table.put((int) '\n', new Press(QemuScanCode.ENTER, 0, Keysym.RETURN));
    return table;
  }
}
