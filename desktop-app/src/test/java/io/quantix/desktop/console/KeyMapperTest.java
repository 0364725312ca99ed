package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.input.Key;
import io.quantix.vnc.input.QemuScanCode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class KeyMapperTest {
  // Two names of JavaFX for what is one key of a keyboard.
  private static final Set<KeyCode> TWINS =
      EnumSet.of(
          KeyCode.WINDOWS,
          KeyCode.COMMAND,
          KeyCode.KP_UP,
          KeyCode.KP_DOWN,
          KeyCode.KP_LEFT,
          KeyCode.KP_RIGHT);

  @Test
  void everyKeyOfAKeyboardHasItsScanCode() {
    for (char c = 'A'; c <= 'Z'; c++) {
      assertThat(KeyMapper.key(KeyCode.valueOf("" + c))).describedAs("" + c).isPresent();
    }
    for (int i = 0; i <= 9; i++) {
      assertThat(KeyMapper.key(KeyCode.valueOf("DIGIT" + i))).isPresent();
      assertThat(KeyMapper.key(KeyCode.valueOf("NUMPAD" + i))).isPresent();
    }
    for (int i = 1; i <= 12; i++) {
      assertThat(KeyMapper.key(KeyCode.valueOf("F" + i))).isPresent();
    }
    assertThat(KeyMapper.key(KeyCode.A).orElseThrow().scanCode()).isEqualTo(QemuScanCode.A);
    assertThat(KeyMapper.key(KeyCode.ALT_GRAPH).orElseThrow().scanCode())
        .isEqualTo(QemuScanCode.ALT_RIGHT);
    assertThat(KeyMapper.key(KeyCode.NUMPAD7).orElseThrow().scanCode())
        .isEqualTo(QemuScanCode.KEYPAD_7);
    assertThat(KeyMapper.key(KeyCode.GAME_A)).isEmpty();
  }

  @Test
  void noTwoKeysShareAScanCode() {
    Map<Integer, KeyCode> seen = new HashMap<>();
    for (KeyCode code : KeyCode.values()) {
      if (!TWINS.contains(code)) {
        KeyMapper.key(code)
            .map(Key::scanCode)
            .ifPresent(scan -> assertThat(seen.put(scan, code)).describedAs(code.name()).isNull());
      }
    }
    assertThat(seen).hasSizeGreaterThan(95);
  }

  @Test
  void theHostsLayoutGivesTheKeysym() {
    Key q = Key.named("q").orElseThrow();
    assertThat(KeyMapper.keysym(q, "a")).isEqualTo('a');
    assertThat(KeyMapper.keysym(q, "ä")).isEqualTo(0xe4);
    assertThat(KeyMapper.keysym(q, "€")).isEqualTo(0x010020ac);
    assertThat(KeyMapper.keysym(q, "")).isEqualTo(q.keysym());
    assertThat(KeyMapper.keysym(Key.named("enter").orElseThrow(), "\r")).isEqualTo(0xff0d);
  }
}
