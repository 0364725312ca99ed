package io.quantix.vnc.input;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A key that types nothing and puts its mark on the letter that comes next. */
enum DeadKey {
  GRAVE(0x300, 0xfe50),
  ACUTE(0x301, 0xfe51),
  CIRCUMFLEX(0x302, 0xfe52),
  TILDE(0x303, 0xfe53),
  MACRON(0x304, 0xfe54),
  BREVE(0x306, 0xfe55),
  ABOVE_DOT(0x307, 0xfe56),
  DIAERESIS(0x308, 0xfe57),
  ABOVE_RING(0x30a, 0xfe58),
  DOUBLE_ACUTE(0x30b, 0xfe59),
  CARON(0x30c, 0xfe5a),
  CEDILLA(0x327, 0xfe5b),
  OGONEK(0x328, 0xfe5c),
  BELOW_DOT(0x323, 0xfe60),
  HOOK(0x309, 0xfe61),
  HORN(0x31b, 0xfe62);

  // Above every code point, so that a table has dead keys beside characters.
  private static final int DEAD = 0x200_0000;
  private static final int UPSILON_WITH_HOOK = 0x3d2;
  private static final Map<Integer, DeadKey> BY_MARK = new HashMap<>();
  private static final Map<Integer, DeadKey> BY_KEYSYM = new HashMap<>();

  static {
    for (DeadKey key : values()) {
      BY_MARK.put(key.mark, key);
      BY_KEYSYM.put(key.keysym, key);
    }
  }

  private final int mark;
  private final int keysym;

  DeadKey(int mark, int keysym) {
    this.mark = mark;
    this.keysym = keysym;
  }

  /** A character as a letter and the dead key before it. */
  record Parts(DeadKey dead, int base) {}

  static Optional<DeadKey> ofKeysym(int keysym) {
    return Optional.ofNullable(BY_KEYSYM.get(keysym));
  }

  /**
   * How a character is typed with a dead key: the mark and a letter, or the mark and a space for
   * the mark alone. The spacing acute and diaeresis are left out: X needs their key twice, Windows
   * with a space, and each would type something else for the other's way.
   */
  static Optional<Parts> parts(int codePoint) {
    return switch (codePoint) {
      case '`' -> Optional.of(new Parts(GRAVE, ' '));
      case '^' -> Optional.of(new Parts(CIRCUMFLEX, ' '));
      case '~' -> Optional.of(new Parts(TILDE, ' '));
      default -> decomposed(codePoint);
    };
  }

  private static Optional<Parts> decomposed(int codePoint) {
    String whole = Character.toString(codePoint);
    String decomposed = Normalizer.normalize(whole, Normalizer.Form.NFD);
    // Å of the unit Ångström and the like are other characters, which no key types.
    if (decomposed.codePointCount(0, decomposed.length()) != 2
        || !Normalizer.normalize(decomposed, Normalizer.Form.NFC).equals(whole)) {
      return Optional.empty();
    }
    int base = decomposed.codePointAt(0);
    int mark = decomposed.codePointAt(Character.charCount(base));
    // A mark on a mark, and Greek's upsilon with hook, are typed in other ways if at all.
    return Character.isLetter(base) && base != UPSILON_WITH_HOOK
        ? Optional.ofNullable(BY_MARK.get(mark)).map(dead -> new Parts(dead, base))
        : Optional.empty();
  }

  int keysym() {
    return keysym;
  }

  /** Under what a layout's table has it. */
  int asKey() {
    return DEAD | mark;
  }
}
