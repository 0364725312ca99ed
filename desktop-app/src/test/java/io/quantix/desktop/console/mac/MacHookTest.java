package io.quantix.desktop.console.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.desktop.console.input.KeyboardHook;
import io.quantix.vnc.input.MacKeyCode;
import io.quantix.vnc.input.QemuScanCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an event tap of macOS makes of what it is told, without macOS. */
class MacHookTest {
  @Test
  void aModifierIsDownWhenItsOwnFlagIsThere() {
    // Both Shifts down, then the left one up: macOS's common flag for Shift stays on.
    long bothShifts = 0x20000 | 2 | 4;
    assertThat(MacModifiers.isDown(0x38, bothShifts)).isTrue();
    assertThat(MacModifiers.isDown(0x3c, bothShifts)).isTrue();
    assertThat(MacModifiers.isDown(0x38, 0x20000 | 4)).isFalse();
    assertThat(MacModifiers.isDown(0x3e, 0x40000 | 0x2000)).isTrue();
    assertThat(MacModifiers.isDown(0x3b, 0x40000 | 0x2000)).isFalse();
    assertThat(MacModifiers.isLock(0x39)).isTrue();
    assertThat(MacModifiers.isKnown(0x39)).isFalse();
    assertThat(MacModifiers.isKnown(0x3f)).as("the Fn key").isFalse();
  }

  @Test
  void everyModifierIsAKeyOfAPcKeyboard() {
    int known = 0;
    for (int code = 0; code < 0x80; code++) {
      if (MacModifiers.isKnown(code)) {
        assertThat(MacKeyCode.scanCode(code, false)).isNotZero();
        known++;
      }
    }
    assertThat(known).isEqualTo(8);
    assertThat(MacKeyCode.scanCode(0x39, false)).isEqualTo(QemuScanCode.CAPS_LOCK);
  }

  @Test
  void elsewhereThereIsNoneAndThatIsSaid() {
    KeyboardHook.Keys nobody =
        new KeyboardHook.Keys() {
          @Override
          public boolean key(boolean down, int scanCode, int keysym, int code) {
            throw new AssertionError("a key");
          }

          @Override
          public void ended() {
            throw new AssertionError("it never began");
          }
        };
    assertThatThrownBy(() -> MacHook.open(nobody))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no macOS");
  }
}
