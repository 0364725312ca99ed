package io.quantix.vnc.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@code layouts.txt} from the system's xkeyboard-config; run by {@code scripts/layouts}.
 */
final class LayoutTables {
  /** The name here, xkeyboard-config's layout and variant, and the title. */
  static final String LAYOUTS =
      """
      al,al,,Albanian
      ara,ara,,Arabic
      am,am,,Armenian
      at,at,,German (Austria)
      be,be,,Belgian
      bg,bg,,Bulgarian
      br,br,,Portuguese (Brazil)
      by,by,,Belarusian
      ca,ca,,French (Canada)
      ch,ch,,German (Switzerland)
      ch-fr,ch,fr,French (Switzerland)
      cz,cz,,Czech
      cz-qwerty,cz,qwerty,Czech (QWERTY)
      de,de,,German
      de-nodeadkeys,de,nodeadkeys,German (no dead keys)
      dk,dk,,Danish
      ee,ee,,Estonian
      es,es,,Spanish
      fi,fi,,Finnish
      fo,fo,,Faroese
      fr,fr,,French
      fr-bepo,fr,bepo,French (BÉPO)
      gb,gb,,English (UK)
      ge,ge,,Georgian
      gr,gr,,Greek
      hr,hr,,Croatian
      hu,hu,,Hungarian
      ie,ie,,Irish
      il,il,,Hebrew
      ir,ir,,Persian
      is,is,,Icelandic
      it,it,,Italian
      jp,jp,,Japanese
      kr,kr,,Korean
      kz,kz,,Kazakh
      latam,latam,,Spanish (Latin America)
      lt,lt,,Lithuanian
      lv,lv,,Latvian
      mk,mk,,Macedonian
      mt,mt,,Maltese
      nl,nl,,Dutch
      no,no,,Norwegian
      pl,pl,,Polish
      pt,pt,,Portuguese
      ro,ro,,Romanian
      rs,rs,,Serbian
      rs-latin,rs,latin,Serbian (Latin)
      ru,ru,,Russian
      se,se,,Swedish
      si,si,,Slovenian
      sk,sk,,Slovak
      th,th,,Thai
      tr,tr,,Turkish
      ua,ua,,Ukrainian
      us,us,,English (US)
      us-colemak,us,colemak,English (Colemak)
      us-dvorak,us,dvorak,English (Dvorak)
      us-intl,us,intl,English (US, international with dead keys)
      """;

  private LayoutTables() {}

  public static void main(String[] args) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Made by scripts/layouts from xkeyboard-config (MIT licence and the like); not to be edited.
            # A line a key: scan code, what it types alone, with Shift, with AltGr, with both.
            """);
    for (String line : LAYOUTS.lines().toList()) {
      String[] parts = line.split(",", 4);
      text.append("layout ").append(parts[0]).append(' ').append(parts[3]).append('\n');
      try (XkbCommon xkb = new XkbCommon(parts[1], parts[2])) {
        for (String key : keys()) {
          text.append(key(xkb, key));
        }
      }
      text.append("end\n");
    }
    Files.writeString(Path.of(args[0]), text);
  }

  /** The keys that type something, in the order of their scan codes. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    row(keys, "AE", 12);
    row(keys, "AD", 12);
    row(keys, "AC", 11);
    keys.add("TLDE");
    keys.add("BKSL");
    row(keys, "AB", 10);
    keys.addAll(List.of("LSGT", "AB11", "AE13"));
    return keys;
  }

  private static void row(List<String> keys, String prefix, int count) {
    for (int i = 1; i <= count; i++) {
      keys.add(String.format("%s%02d", prefix, i));
    }
  }

  private static String key(XkbCommon xkb, String key) {
    int levels = xkb.keysym("RALT", 0) == Keysym.ALT_GR ? 4 : 2;
    List<String> words = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      int modifiers =
          ((level & KeyboardLayout.SHIFT) != 0 ? XkbCommon.SHIFT : 0)
              | ((level & KeyboardLayout.ALT_GR) != 0 ? XkbCommon.MOD5 : 0);
      words.add(word(xkb, xkb.keysym(key, modifiers)));
    }
    while (!words.isEmpty() && words.getLast().equals("none")) {
      words.removeLast();
    }
    return words.isEmpty()
        ? ""
        : String.format("%02x %s%n", XkbKeyName.scanCode(key), String.join(" ", words));
  }

  private static String word(XkbCommon xkb, int keysym) {
    int c = xkb.codePoint(keysym);
    return DeadKey.ofKeysym(keysym)
        .map(dead -> "dead_" + dead.name().toLowerCase(Locale.ROOT))
        .orElse(isTyped(c) ? Character.toString(c) : "none");
  }

  /** No control code or space, and none of the ligatures that systems make two letters of. */
  private static boolean isTyped(int c) {
    return c > ' ' && c != 0x7f && !Character.isSpaceChar(c) && (c < 0xfe70 || c > 0xfeff);
  }
}
