package io.quantix.vnc.input;

import static java.util.Map.entry;

import io.quantix.vnc.input.KeyboardLayout.Press;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The shipped layouts, read from {@code layouts.txt}, which {@code scripts/layouts} makes. */
final class KeyboardLayouts {
  private static final String DEAD = "dead_";

  /** What QEMU's {@code -k} and libvirt's {@code keymap} call them, where it is another name. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          entry("en-us", "us"),
          entry("en-gb", "gb"),
          entry("uk", "gb"),
          entry("de-ch", "ch"),
          entry("fr-ch", "ch-fr"),
          entry("fr-be", "be"),
          entry("fr-ca", "ca"),
          entry("pt-br", "br"),
          entry("da", "dk"),
          entry("sv", "se"),
          entry("et", "ee"),
          entry("ja", "jp"),
          entry("cs", "cz"),
          entry("sl", "si"),
          entry("el", "gr"),
          entry("he", "il"),
          entry("ko", "kr"),
          entry("ar", "ara"));

  /** By country, where the layout's name is not the country's. */
  private static final Map<String, String> COUNTRIES =
      Map.ofEntries(
          entry("AU", "us"),
          entry("NZ", "us"),
          entry("IE", "ie"),
          entry("AR", "latam"),
          entry("MX", "latam"),
          entry("CL", "latam"),
          entry("CO", "latam"),
          entry("PE", "latam"),
          entry("UY", "latam"),
          entry("VE", "latam"),
          entry("EG", "ara"),
          entry("SA", "ara"),
          entry("LU", "ch-fr"));

  private static final Map<String, KeyboardLayout> LAYOUTS = read();
  private static final List<KeyboardLayout> SORTED =
      LAYOUTS.values().stream().sorted(Comparator.comparing(KeyboardLayout::title)).toList();

  private KeyboardLayouts() {}

  static List<KeyboardLayout> all() {
    return SORTED;
  }

  static Optional<KeyboardLayout> named(String name) {
    return Optional.ofNullable(LAYOUTS.get(OTHER_NAMES.getOrDefault(name, name)));
  }

  static KeyboardLayout usualIn(Locale place) {
    String country = place.getCountry();
    String language = place.getLanguage();
    if (country.equals("CH") && !language.equals("de")) {
      return named("ch-fr").orElse(KeyboardLayout.US);
    }
    if (country.equals("CA") && !language.equals("fr")) {
      return KeyboardLayout.US;
    }
    return named(COUNTRIES.getOrDefault(country, country.toLowerCase(Locale.ROOT)))
        .or(() -> country.isEmpty() ? named(language) : Optional.empty())
        .orElse(KeyboardLayout.US);
  }

  private static Map<String, KeyboardLayout> read() {
    Map<String, KeyboardLayout> layouts = new LinkedHashMap<>();
    try (InputStream in = KeyboardLayouts.class.getResourceAsStream("layouts.txt")) {
      if (in == null) {
        throw new IllegalStateException("the keyboard layouts are missing from this build");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String name = "";
      String title = "";
      Map<Integer, Press> table = KeyboardLayout.newTable();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("layout ")) {
          String[] words = line.split(" ", 3);
          name = words[1];
          title = words[2];
          table = KeyboardLayout.newTable();
        } else if (line.equals("end")) {
          layouts.put(name, new KeyboardLayout(name, title, table));
        } else if (!line.startsWith("#")) {
          addKey(table, line.split(" ", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layouts;
  }

  private static void addKey(Map<Integer, Press> table, String[] words) {
    int scanCode = Integer.parseInt(words[0], 16);
    for (int level = 0; level + 1 < words.length; level++) {
      String word = words[level + 1];
      if (word.startsWith(DEAD)) {
        DeadKey dead = DeadKey.valueOf(word.substring(DEAD.length()).toUpperCase(Locale.ROOT));
        add(table, dead.asKey(), new Press(scanCode, level, dead.keysym()));
      } else if (word.codePointCount(0, word.length()) == 1) {
        int c = word.codePointAt(0);
        add(table, c, new Press(scanCode, level, Keysym.ofCodePoint(c)));
      }
    }
  }

  /**
   * The fewest modifiers win; but the key beside the left Shift, which many keyboards do not have
   * and systems read differently, only where no other key has the character.
   */
  private static void add(Map<Integer, Press> table, int what, Press press) {
    table.merge(what, press, (old, other) -> cost(other) < cost(old) ? other : old);
  }

  private static int cost(Press press) {
    return press.level() + (press.scanCode() == QemuScanCode.LESS ? 4 : 0);
  }
}
