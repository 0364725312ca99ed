package io.quantix.desktop.console.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.LedState;
import io.quantix.vnc.input.Key;
import org.junit.jupiter.api.Test;

class LockSyncTest {
  private static final LedState NUM = new LedState(false, true, false);
  private final LockSync sync = new LockSync();

  @Test
  void whatDiffersIsPressedOnceForEachTimeThatTheFocusComes() {
    sync.focusGained();
    assertThat(sync.isDue()).isFalse(); // the guest's lights are not known yet
    sync.guest(NUM);
    assertThat(sync.correct(true, false))
        .containsExactly(Key.named("capslock").orElseThrow(), Key.named("numlock").orElseThrow());
    assertThat(sync.correct(true, false)).isEmpty();
    sync.focusGained();
    assertThat(sync.correct(false, true)).isEmpty();
  }

  @Test
  void withoutTheFocusAndForAnotherGuestNothingIsPressed() {
    sync.focusGained();
    sync.guest(NUM);
    sync.focusLost();
    assertThat(sync.correct(true, false)).isEmpty();
    sync.focusGained();
    sync.reset();
    assertThat(sync.correct(true, false)).isEmpty();
  }
}
