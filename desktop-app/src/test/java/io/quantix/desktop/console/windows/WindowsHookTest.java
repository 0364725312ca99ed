package io.quantix.desktop.console.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.desktop.console.input.KeyboardHook;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** What a hook of Windows makes of what it is told, without Windows. */
class WindowsHookTest {
  private static HookedKey key(int virtualKey, int scanCode, int flags) {
    return new HookedKey(virtualKey, scanCode, flags);
  }

  @Test
  void aKeyIsKnownByItsPlaceOrElseByWhatItDoes() {
    HookedKey control = key(0xa3, 0x1d, 1);
    HookedKey released = key(0xa3, 0x1d, 0x81);
    assertThat(control.isDown()).isTrue();
    assertThat(released.isDown()).isFalse();
    assertThat(control.isExtended()).isTrue();
    assertThat(released.code()).isEqualTo(control.code());
    assertThat(key(0xa2, 0x1d, 0).code()).isNotEqualTo(control.code());
    assertThat(key(0xad, 0, 0).code()).isNotEqualTo(key(0xae, 0, 0).code());
    assertThat(key(0xa2, 0x21d, 0).isMadeUp()).isTrue();
    assertThat(key(0xa2, 0x1d, 0).isMadeUp()).isFalse();
  }

  @Test
  void modifiersThatAreDownMakeTheCharacterAndCtrlAloneDoesNot() {
    KeysDown down = new KeysDown();
    down.key(key(0xa1, 0x36, 1));
    assertThat(state(down, 1)).containsExactly(0x10, 0x14, 0xa1);
    down.key(key(0xa1, 0x36, 0x81));
    down.key(key(0xa2, 0x1d, 0));
    down.key(key('A', 0x1e, 0));
    assertThat(state(down, 0)).isEmpty();
    down.key(key(0xa5, 0x38, 1));
    assertThat(state(down, 0)).as("AltGr").containsExactly(0x11, 0x12, 0xa2, 0xa5);
  }

  private static int[] state(KeysDown down, int caps) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(256);
      down.state(state, caps);
      return java.util.stream.IntStream.range(0, 256)
          .filter(i -> state.get(ValueLayout.JAVA_BYTE, i) != 0)
          .toArray();
    }
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
    assertThatThrownBy(() -> WindowsHook.open(nobody))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no Windows");
  }
}
