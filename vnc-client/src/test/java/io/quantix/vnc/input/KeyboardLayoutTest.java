package io.quantix.vnc.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text typed in a layout, read as the system's own keyboard library reads the same keys. */
class KeyboardLayoutTest {
  /** A guest: it has a keyboard of that layout, and composes dead keys as X programs do. */
  private static final class Guest implements KeySink {
    private final XkbCommon keyboard;
    private final Map<Integer, String> names = new HashMap<>();
    private final List<Integer> keysyms = new ArrayList<>();
    private int modifiers;

    Guest(XkbCommon keyboard) {
      this.keyboard = keyboard;
      for (String name : LayoutTables.keys()) {
        names.put(XkbKeyName.scanCode(name), name);
      }
      names.put(QemuScanCode.SPACE, "SPCE");
      names.put(QemuScanCode.TAB, "TAB");
      names.put(QemuScanCode.ENTER, "RTRN");
    }

    private static int modifier(int scanCode) {
      return switch (scanCode) {
        case QemuScanCode.SHIFT_LEFT -> XkbCommon.SHIFT;
        case QemuScanCode.ALT_RIGHT -> XkbCommon.MOD5;
        default -> 0;
      };
    }

    @Override
    public void keyDown(int keysym, int scanCode) {
      modifiers |= modifier(scanCode);
      if (modifier(scanCode) == 0) {
        keysyms.add(keyboard.keysym(String.valueOf(names.get(scanCode)), modifiers));
      }
    }

    @Override
    public void keyUp(int keysym, int scanCode) {
      modifiers &= ~modifier(scanCode);
    }

    String text() {
      return keyboard
          .compose(keysyms.stream().mapToInt(each -> each).toArray())
          .replace('\r', '\n');
    }
  }

  static Stream<String> layouts() {
    return LayoutTables.LAYOUTS.lines();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void everyCharacterThatItTypesArrives(String line) throws Exception {
    String[] parts = line.split(",", 4);
    KeyboardLayout layout = KeyboardLayout.named(parts[0]).orElseThrow();
    assertThat(layout.title()).isEqualTo(parts[3]);
    String text =
        IntStream.rangeClosed(0, 0xffff)
            .filter(layout::types)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(text.length()).isGreaterThan(80);
    try (XkbCommon keyboard = new XkbCommon(parts[1], parts[2])) {
      Guest guest = new Guest(keyboard);
      Keystrokes.ofText(text, layout).send(guest, Duration.ZERO);
      assertThat(guest.text()).isEqualTo(text);
      assertThat(guest.modifiers).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "de,Grüße äöü €@{}[]\\~^` âéè",
    "fr,ça été où &é\"'(-è_çà) 0123456789 €#{[|`\\^@]} âêïü",
    "jp,Quantix <user@example.jp> ^~|_ \\",
    "es,Mañana ¿qué? ¡sí! ç € @#~|",
    "pl,Zażółć gęślą jaźń",
    "ru,Съешь ещё этих мягких булок",
    "gr,Καλημέρα κόσμε",
    "tr,Pijamalı hasta yağız şoföre çabucak güvendi İI",
    "us,The quick brown fox! ~`|\\<>?:\"{}"
  })
  void typesWhatPeopleWrite(String name, String text) {
    KeyboardLayout layout = KeyboardLayout.named(name).orElseThrow();
    assertThat(text.codePoints().filter(c -> !layout.types(c)).mapToObj(Character::toString))
        .isEmpty();
  }

  @Test
  void holdsAModifierNoLongerThanNeeded() throws Exception {
    List<String> events = new ArrayList<>();
    KeySink recorder =
        new KeySink() {
          @Override
          public void keyDown(int keysym, int scanCode) {
            events.add(String.format("+%02x:%x", scanCode, keysym));
          }

          @Override
          public void keyUp(int keysym, int scanCode) {
            events.add(String.format("-%02x:%x", scanCode, keysym));
          }
        };
    KeyboardLayout german = KeyboardLayout.named("de").orElseThrow();
    Keystrokes.ofText("Z@{ê", german).send(recorder, Duration.ZERO);
    assertThat(events)
        .containsExactly(
            "+2a:ffe1",
            "+15:5a",
            "-15:5a",
            "-2a:ffe1", // Shift and the key that is Y in the USA
            "+b8:fe03",
            "+10:40",
            "-10:40",
            "+08:7b",
            "-08:7b",
            "-b8:fe03", // AltGr for both
            "+29:fe52",
            "-29:fe52",
            "+12:65",
            "-12:65"); // dead circumflex, e
    events.clear();
    Keystrokes.ofCharacters("ê€\n").send(recorder, Duration.ZERO);
    assertThat(events)
        .containsExactly("+00:ea", "-00:ea", "+00:20ac", "-00:20ac", "+00:ff0d", "-00:ff0d");
  }

  @Test
  void tellsWhatCannotBeTypedBeforeAnythingIs() {
    KeyboardLayout german = KeyboardLayout.named("de").orElseThrow();
    assertThatThrownBy(() -> Keystrokes.ofText("für あ", german))
        .isInstanceOfSatisfying(
            Keystrokes.UntypableTextException.class,
            e -> {
              assertThat(e).hasMessageContaining("あ (U+3042 HIRAGANA LETTER A) at position 5");
              assertThat(e).hasMessageContaining("\"German\"");
              assertThat(e.codePoint()).isEqualTo('あ');
              assertThat(e.index()).isEqualTo(4);
            });
    assertThatThrownBy(() -> Keystrokes.ofCharacters("a\u0007"))
        .isInstanceOf(Keystrokes.UntypableTextException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "en-us,us",
    "ja,jp",
    "DE,de",
    "fr-ch,ch-fr",
    "pt_br,br",
    "de_nodeadkeys,de-nodeadkeys"
  })
  void isKnownByQemusNamesToo(String name, String layout) {
    assertThat(KeyboardLayout.named(name)).map(KeyboardLayout::name).contains(layout);
  }

  @ParameterizedTest
  @CsvSource({
    "de-DE,de",
    "de-CH,ch",
    "fr-CH,ch-fr",
    "fr-CA,ca",
    "en-CA,us",
    "en-GB,gb",
    "es-MX,latam",
    "ja-JP,jp",
    "tlh-QX,us",
    "de,de"
  })
  void isGuessedFromThePlace(String place, String layout) {
    assertThat(KeyboardLayout.usualIn(Locale.forLanguageTag(place)).name()).isEqualTo(layout);
  }

  @Test
  void allAreThere() {
    assertThat(KeyboardLayout.all()).hasSize((int) layouts().count()).contains(KeyboardLayout.US);
    assertThat(KeyboardLayout.all()).extracting(KeyboardLayout::title).isSorted();
  }
}
