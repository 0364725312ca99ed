package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.console.input.GuestKeys;
import io.quantix.desktop.window.Fx;
import io.quantix.vnc.input.KeySink;
import io.quantix.vnc.input.KeyboardLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** Keys as the toolkit tells them on each system, in that system's order. */
class FxKeysTest {
  private final List<String> sent = new ArrayList<>();
  private final GuestKeys guest = new GuestKeys();

  private FxKeys keys(FxKeys.Desktop desktop, String layout) {
    guest.setGuest(
        Optional.of(
            new KeySink() {
              @Override
              public void keyDown(int keysym, int scanCode) {
                sent.add(String.format("down %x %02x", keysym, scanCode));
              }

              @Override
              public void keyUp(int keysym, int scanCode) {
                sent.add(String.format("up %x %02x", keysym, scanCode));
              }
            }));
    return new FxKeys(
        desktop,
        KeyboardLayout.named(layout).orElseThrow(),
        guest,
        c -> sent.add("type " + Character.toString(c)));
  }

  private static KeyEvent event(EventType<KeyEvent> type, KeyCode code, String text) {
    boolean typed = type.equals(KeyEvent.KEY_TYPED);
    return new KeyEvent(
        type, typed ? text : "", typed ? "" : text, code, false, false, false, false);
  }

  private static KeyEvent down(KeyCode code, String text) {
    return event(KeyEvent.KEY_PRESSED, code, text);
  }

  private static KeyEvent up(KeyCode code) {
    return event(KeyEvent.KEY_RELEASED, code, "");
  }

  private List<String> after(FxKeys keys, KeyEvent... events) throws Exception {
    return Fx.on(() -> {
      sent.clear();
      for (KeyEvent each : events) {
        keys.handle(each);
      }
      return List.copyOf(sent);
    });
  }

  @Test
  void theControlThatWindowsPutsBeforeAltGrIsNone() throws Exception {
    FxKeys keys = Fx.on(() -> keys(FxKeys.Desktop.WINDOWS, "de"));
    assertThat(
            after(
                keys,
                down(KeyCode.CONTROL, ""),
                down(KeyCode.ALT_GRAPH, ""),
                down(KeyCode.Q, "@"),
                up(KeyCode.Q),
                up(KeyCode.CONTROL),
                up(KeyCode.ALT_GRAPH)))
        .noneMatch(each -> each.contains(" ffe3 "))
        .contains("down 40 10", "up 40 10");
  }

  @Test
  void aControlBeforeAnotherKeyIsOneAndItsStrokeAloneToo() throws Exception {
    FxKeys keys = Fx.on(() -> keys(FxKeys.Desktop.WINDOWS, "us"));
    assertThat(
            after(
                keys,
                down(KeyCode.CONTROL, ""),
                down(KeyCode.C, ""),
                up(KeyCode.C),
                up(KeyCode.CONTROL)))
        .containsExactly("down ffe3 1d", "down 63 2e", "up 63 2e", "up ffe3 1d");
    assertThat(after(keys, down(KeyCode.CONTROL, ""), up(KeyCode.CONTROL)))
        .containsExactly("down ffe3 1d", "up ffe3 1d");
  }

  @Test
  void onMacOsAKeyIsReleasedAtOnceWhileCommandIsDown() throws Exception {
    FxKeys keys = Fx.on(() -> keys(FxKeys.Desktop.MAC, "us"));
    // Its release is never told of.
    assertThat(after(keys, down(KeyCode.COMMAND, ""), down(KeyCode.C, "c"), up(KeyCode.COMMAND)))
        .containsExactly("down ffeb db", "down 63 2e", "up 63 2e", "up ffeb db");
    assertThat(after(keys, down(KeyCode.A, "a"))).containsExactly("down 61 1e");
  }

  @Test
  void onMacOsEachChangeOfCapsLockIsAStroke() throws Exception {
    FxKeys keys = Fx.on(() -> keys(FxKeys.Desktop.MAC, "us"));
    assertThat(after(keys, down(KeyCode.CAPS, ""))).containsExactly("down ffe5 3a", "up ffe5 3a");
    assertThat(after(keys, up(KeyCode.CAPS))).containsExactly("down ffe5 3a", "up ffe5 3a");
  }

  @Test
  void aKeyHasThePlaceOfItsCharacterInThisComputersLayout() throws Exception {
    FxKeys keys = Fx.on(() -> keys(FxKeys.Desktop.LINUX, "de"));
    assertThat(after(keys, down(KeyCode.Z, "z"), up(KeyCode.Z)))
        .containsExactly("down 7a 15", "up 7a 15");
  }

  @Test
  void whatComesOfADeadKeyIsTypedAndWhatWasPressedIsNotTypedAgain() throws Exception {
    FxKeys keys = Fx.on(() -> keys(FxKeys.Desktop.LINUX, "de"));
    assertThat(
            after(
                keys,
                down(KeyCode.UNDEFINED, ""),
                up(KeyCode.UNDEFINED),
                event(KeyEvent.KEY_TYPED, KeyCode.UNDEFINED, "é")))
        .containsExactly("type é");
    assertThat(
            after(
                keys,
                down(KeyCode.E, "e"),
                event(KeyEvent.KEY_TYPED, KeyCode.UNDEFINED, "e"),
                up(KeyCode.E)))
        .containsExactly("down 65 12", "up 65 12");
  }
}
