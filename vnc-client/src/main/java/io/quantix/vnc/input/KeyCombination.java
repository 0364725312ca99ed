package io.quantix.vnc.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Keys pressed together: pressed in their order, released in the opposite one.
 *
 * @param keys at least one, none twice
 */
public record KeyCombination(List<Key> keys) {
  private static final int NEAR_NAMES = 5;

  /** Checks them. */
  public KeyCombination {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.stream().distinct().count() != keys.size()) {
      throw new IllegalArgumentException("a combination has one key or more, each once");
    }
  }

  /** What a name that is no key's is told. */
  public static final class UnknownKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final transient List<String> near;

    UnknownKeyException(String name, List<String> near) {
      super(
          "there is no key named \""
              + name
              + "\""
              + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?"));
      this.name = name;
      this.near = List.copyOf(near);
    }

    /** The name that is no key's. */
    public String name() {
      return name;
    }

    /** Names of keys that are like it, the likeliest first. */
    public List<String> near() {
      return near;
    }
  }

  /**
   * Reads {@code ctrl+alt+delete}: names of keys joined by plus or minus signs, in any case. The
   * keys + and - themselves are {@code shift+equal} or {@code kpplus}, and {@code minus}.
   *
   * @throws UnknownKeyException for a name that is no key's
   * @throws IllegalArgumentException for an empty name or a key named twice
   */
  public static KeyCombination parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String part : text.strip().split("[+-]", -1)) {
      String name = part.strip().toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "a name is missing in \""
                + text
                + "\"; write keys as ctrl+alt+delete, + as shift+equal and - as minus");
      }
      Key key = Key.named(name).orElseThrow(() -> new UnknownKeyException(name, near(name)));
      if (keys.contains(key)) {
        throw new IllegalArgumentException("\"" + text + "\" names " + key.name() + " twice");
      }
      keys.add(key);
    }
    return new KeyCombination(keys);
  }

  /** {@code ctrl+alt+delete}. */
  @Override
  public String toString() {
    return keys.stream().map(Key::name).collect(Collectors.joining("+"));
  }

  private static List<String> near(String name) {
    record Distance(String name, int distance) {}
    return KeyTable.names().stream()
        .filter(known -> known.length() > 1)
        .map(known -> new Distance(known, NameDistance.between(name, known)))
        .filter(d -> d.distance <= Math.max(1, name.length() / 2) || d.name.startsWith(name))
        .sorted(java.util.Comparator.comparingInt(Distance::distance))
        .limit(NEAR_NAMES)
        .map(Distance::name)
        .toList();
  }
}
