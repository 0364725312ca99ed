package io.quantix.vnc.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCombinationTest {
  @ParameterizedTest
  @CsvSource({
    "ctrl+alt+delete,ctrl+alt+delete",
    "Ctrl-Alt-Del,ctrl+alt+delete",
    " CONTROL + ALT + F12 ,ctrl+alt+f12",
    "win+l,super+l",
    "alt+sysrq+b,alt+sysrq+b",
    "escape,esc",
    "a,a",
    "shift+1,shift+1",
    "pgup,pageup"
  })
  void reads(String text, String canonical) {
    KeyCombination combination = KeyCombination.parse(text);
    assertThat(combination).hasToString(canonical);
    assertThat(KeyCombination.parse(combination.toString())).isEqualTo(combination);
  }

  @Test
  void knowsTheCodes() {
    assertThat(KeyCombination.parse("ctrl+alt+delete").keys())
        .containsExactly(
            new Key("ctrl", 0xffe3, 0x1d),
            new Key("alt", 0xffe9, 0x38),
            new Key("delete", 0xffff, 0xd3));
    assertThat(KeyCombination.parse("altgr+f11+kp5+pause").keys())
        .containsExactly(
            new Key("altgr", 0xfe03, 0xb8),
            new Key("f11", 0xffc8, 0x57),
            new Key("kp5", 0xffb5, 0x4c),
            new Key("pause", 0xff13, 0xc6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "esc",
        "escape",
        "enter",
        "return",
        "tab",
        "space",
        "backspace",
        "insert",
        "ins",
        "delete",
        "del",
        "home",
        "end",
        "pageup",
        "pgup",
        "pagedown",
        "pgdn",
        "up",
        "down",
        "left",
        "right",
        "print",
        "printscreen",
        "pause",
        "capslock",
        "numlock",
        "scrolllock",
        "super",
        "meta",
        "win",
        "shift",
        "lshift",
        "rshift",
        "ctrl",
        "rctrl",
        "alt",
        "altgr",
        "menu",
        "kp0",
        "kp9",
        "kpenter",
        "kpdivide",
        "kpplus",
        "sysrq",
        "minus",
        "equal",
        "mute"
      })
  void knowsTheUsualNames(String name) {
    assertThat(Key.named(name)).isPresent();
  }

  @Test
  void knowsLettersDigitsAndFunctionKeys() {
    IntStream.rangeClosed('a', 'z')
        .forEach(
            c -> assertThat(Key.named(Character.toString(c)).orElseThrow().keysym()).isEqualTo(c));
    IntStream.rangeClosed('0', '9')
        .forEach(
            c -> assertThat(Key.named(Character.toString(c)).orElseThrow().keysym()).isEqualTo(c));
    IntStream.rangeClosed(1, 12)
        .forEach(n -> assertThat(Key.named("f" + n).orElseThrow().keysym()).isEqualTo(0xffbd + n));
  }

  @Test
  void namesWhatIsNear() {
    assertThatThrownBy(() -> KeyCombination.parse("ctrl+alt+delte"))
        .isInstanceOfSatisfying(
            KeyCombination.UnknownKeyException.class,
            e -> {
              assertThat(e.name()).isEqualTo("delte");
              assertThat(e.near()).first().isEqualTo("delete");
            })
        .hasMessageContaining("did you mean delete");
    assertThatThrownBy(() -> KeyCombination.parse("ctl+c")).hasMessageContaining("ctrl");
    assertThatThrownBy(() -> KeyCombination.parse("pagup")).hasMessageContaining("pageup");
    assertThatThrownBy(() -> KeyCombination.parse("xyzzyxyzzy"))
        .hasMessage("there is no key named \"xyzzyxyzzy\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "ctrl+", "+a", "ctrl++a", "a--b"})
  void refusesGaps(String text) {
    assertThatThrownBy(() -> KeyCombination.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a name is missing");
  }

  @Test
  void refusesAKeyTwice() {
    assertThatThrownBy(() -> KeyCombination.parse("ctrl+a+control"))
        .hasMessageContaining("names ctrl twice");
  }

  @Test
  void pressesInOrderAndReleasesTheOtherWay() throws Exception {
    assertThat(sent(Keystrokes.of(KeyCombination.parse("ctrl+alt+f2"))))
        .containsExactly("+ffe3/1d", "+ffe9/38", "+ffbf/3c", "-ffbf/3c", "-ffe9/38", "-ffe3/1d");
  }

  @Test
  void typesOnAUsKeyboard() throws Exception {
    assertThat(sent(Keystrokes.ofText("a B!\r\n\t")))
        .containsExactly(
            "+61/1e",
            "-61/1e",
            "+20/39",
            "-20/39",
            "+ffe1/2a",
            "+42/30",
            "-42/30",
            "+21/2",
            "-21/2",
            "-ffe1/2a",
            "+ff0d/1c",
            "-ff0d/1c",
            "+ff09/f",
            "-ff09/f");
  }

  @ParameterizedTest
  @CsvSource({
    "ab\u00e9,U+00E9,2",
    "\u20ac,U+20AC,0",
    "x\uD83D\uDE00y,U+1F600,1",
    "'a\u0007',U+0007,1"
  })
  void refusesTextThatHasNoKeys(String text, String name, int index) {
    assertThatThrownBy(() -> Keystrokes.ofText(text))
        .isInstanceOfSatisfying(
            Keystrokes.UntypableTextException.class,
            e -> {
              assertThat(e.index()).isEqualTo(index);
              assertThat(e.codePoint()).isEqualTo(text.codePointAt(index));
            })
        .hasMessageContaining(name)
        .hasMessageContaining("at position " + (index + 1));
  }

  @Test
  void releasesEverythingWhenInterrupted() {
    List<String> sent = new ArrayList<>();
    KeySink sink = recorder(sent);
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> Keystrokes.of(KeyCombination.parse("ctrl+c")).send(sink, Duration.ofSeconds(60)))
        .isInstanceOf(InterruptedException.class);
    assertThat(sent).containsExactly("+ffe3/1d", "-ffe3/1d");
  }

  @Test
  void knowsKeysyms() {
    assertThat(Keysym.ofCodePoint('a')).isEqualTo('a');
    assertThat(Keysym.ofCodePoint(0xe9)).isEqualTo(0xe9);
    assertThat(Keysym.ofCodePoint(0x20ac)).isEqualTo(0x20ac);
    assertThat(Keysym.ofCodePoint(0x0416)).isEqualTo(0x01000416);
    assertThat(Keysym.ofCodePoint(0x1f600)).isEqualTo(0x0101f600);
    assertThat(Keysym.ofCodePoint('\n')).isEqualTo(0xff0d);
    assertThat(Keysym.ofScanCode(0x9d)).isEqualTo(0xffe4);
    assertThat(Keysym.ofScanCode(0x7fff)).isZero();
  }

  private static List<String> sent(Keystrokes strokes) throws InterruptedException {
    List<String> sent = new ArrayList<>();
    strokes.send(recorder(sent), Duration.ZERO);
    assertThat(sent).hasSize(strokes.count());
    return sent;
  }

  private static KeySink recorder(List<String> sent) {
    return new KeySink() {
      @Override
      public void keyDown(int keysym, int scanCode) {
        sent.add("+" + Integer.toHexString(keysym) + "/" + Integer.toHexString(scanCode));
      }

      @Override
      public void keyUp(int keysym, int scanCode) {
        sent.add("-" + Integer.toHexString(keysym) + "/" + Integer.toHexString(scanCode));
      }
    };
  }
}
