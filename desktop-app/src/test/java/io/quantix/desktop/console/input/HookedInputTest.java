package io.quantix.desktop.console.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A keyboard that shows each key before windows get it: who gets it when. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HookedInputTest {
  private final List<String> told = new ArrayList<>();
  private final FakeHook hook = new FakeHook();
  private final HookedInput input = new HookedInput(hook::open, new Told());

  HookedInputTest() throws IOException {}

  private static final class FakeHook implements KeyboardHook {
    private @Nullable Keys keys;
    private boolean focused = true;
    private boolean closed;

    KeyboardHook open(Keys to) {
      keys = to;
      return this;
    }

    boolean press(int scanCode) {
      return java.util.Objects.requireNonNull(keys).key(true, scanCode, 'a', 7);
    }

    @Override
    public boolean isFocused() {
      return focused;
    }

    @Override
    public Locks locks() {
      return new Locks(true, false);
    }

    @Override
    public void close() {
      closed = true;
      java.util.Objects.requireNonNull(keys).ended();
    }
  }

  private final class Told implements PhysicalInput.Listener {
    @Override
    public void watching() {
      told.add("watching");
    }

    @Override
    public void key(boolean down, int scanCode, int keysym, int code) {
      told.add("key " + down + " " + scanCode + " " + keysym + " " + code);
    }

    @Override
    public void focusLost() {
      told.add("focus lost");
    }

    @Override
    public void captured(boolean keyboard, boolean pointer) {
      told.add("captured " + keyboard + " " + pointer);
    }

    @Override
    public void moved(int dx, int dy) {
      throw new AssertionError("no mouse is here");
    }

    @Override
    public void button(boolean down, int bit) {
      throw new AssertionError("no mouse is here");
    }

    @Override
    public void locks(boolean capsLock, boolean numLock) {
      told.add("locks " + capsLock + " " + numLock);
    }

    @Override
    public void ended() {
      told.add("ended");
    }
  }

  @Test
  void keysAreToldOfWithTheFocusAndTakenOnlyWhenCaptured() {
    assertThat(hook.press(30)).isFalse();
    assertThat(told).isEmpty();
    input.watch();
    input.watch();
    assertThat(hook.press(30)).isFalse();
    input.captureKeyboard(true);
    assertThat(hook.press(15)).isTrue();
    input.captureKeyboard(false);
    assertThat(hook.press(30)).isFalse();
    assertThat(told)
        .containsExactly(
            "watching",
            "key true 30 97 7",
            "captured true false",
            "key true 15 97 7",
            "captured false false",
            "key true 30 97 7");
  }

  @Test
  void aKeyThatGoesToAnotherProgramIsThatPrograms() {
    input.watch();
    input.captureKeyboard(true);
    hook.focused = false;
    assertThat(hook.press(30)).isFalse();
    assertThat(told)
        .endsWith("captured true false", "focus lost")
        .noneMatch(HookedInputTest::isKey);
    hook.focused = true;
    assertThat(hook.press(30)).isFalse();
    assertThat(told).noneMatch(HookedInputTest::isKey);
    input.watch();
    assertThat(hook.press(30)).as("what was captured is no more").isFalse();
    assertThat(told).endsWith("watching", "key true 30 97 7");
  }

  private static boolean isKey(String told) {
    return told.startsWith("key");
  }

  @Test
  void theFocusIsAskedForAndCanBeGivenUp() {
    input.captureKeyboard(true); // without the focus nothing is
    input.checkFocus();
    input.watch();
    input.checkFocus();
    assertThat(told).containsExactly("watching");
    input.ignore();
    assertThat(hook.press(30)).isFalse();
    hook.focused = false;
    input.watch();
    input.checkFocus();
    assertThat(told).containsExactly("watching", "watching", "focus lost");
  }

  @Test
  void theMouseIsNotTakenAndLocksAreKnown() {
    assertThat(input.capturesPointer()).isFalse();
    input.capturePointer(true);
    input.askLocks();
    assertThat(told).containsExactly("locks true false");
  }

  @Test
  void anEndThatIsOursIsNotTold() {
    input.watch();
    java.util.Objects.requireNonNull(hook.keys).ended();
    assertThat(told).containsExactly("watching", "ended");
    assertThat(hook.press(30)).isFalse();
    input.close();
    assertThat(hook.closed).isTrue();
    assertThat(told).hasSize(2);
    input.watch();
    assertThat(told).hasSize(2);
  }

  @Test
  void aHooksThreadSaysWhetherItHasOne() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    HookThread.start("hook", opened -> opened.complete(null), () -> ended.complete(null));
    ended.get(60, TimeUnit.SECONDS);
    assertThatThrownBy(() ->
            HookThread.start(
                "hook",
                _ -> {
                  throw new IOException("not allowed");
                },
                () -> told.add("ended")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not allowed");
    assertThat(told).isEmpty();
  }
}
