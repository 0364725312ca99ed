package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.window.Fx;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.nio.file.Path;
import java.time.Duration;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A console over a real guest, drawn without a display. */
class ConsolePaneTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private ConsoleFixture consoles;
  private ConsolePane pane;

  @BeforeEach
  void begin() {
    consoles = new ConsoleFixture(folder);
  }

  private void open(String name) throws Exception {
    pane = consoles.show(consoles.vm(consoles.connect(LAB), name));
  }

  @AfterEach
  void close() throws Exception {
    consoles.close();
  }

  private ConsoleState state() {
    return pane.control().model().stateProperty().get();
  }

  private void press(KeyCode code, String text) {
    for (var type : java.util.List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
      Event.fireEvent(pane.view(), new KeyEvent(type, "", text, code, false, false, false, false));
    }
  }

  @Test
  void keysReachTheGuest() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-k-keys", GuestSpec.tiny());
    guest.start();
    guest.awaitReady(Duration.ofMinutes(2));
    open(guest.name());
    Fx.await("live", () -> state() instanceof ConsoleState.Connected && pane.settled().isDone());
    assertThat(Fx.on(() -> pane.view().framebufferWidth())).isGreaterThan(600);
    for (KeyCode code : new KeyCode[] {KeyCode.Q, KeyCode.X, KeyCode.DIGIT7, KeyCode.ENTER}) {
      Fx.on(() -> {
        press(code, code.isLetterKey() ? code.getName().toLowerCase(java.util.Locale.ROOT) : "");
        return code;
      });
    }
    guest.awaitSerial("qx7", Duration.ofMinutes(1));
  }

  @Test
  void aVmThatIsOffOffersToStartAndConnectsWhenItHas() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-k-off", GuestSpec.tiny());
    open(guest.name());
    Fx.await("off", () -> state() instanceof ConsoleState.Off);
    Fx.on(() -> {
      pane.control().run(io.quantix.desktop.model.VmCommand.START);
      return pane;
    });
    Fx.await("live", () -> state() instanceof ConsoleState.Connected);
    LAB.virsh("destroy", guest.name());
    Fx.await("off again", () -> state() instanceof ConsoleState.Off);
    guest.start();
    Fx.await("live again", () -> state() instanceof ConsoleState.Connected);
  }

  @Test
  void aVmWithoutGraphicsSaysSo() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-k-blind", GuestSpec.tiny().withoutGraphics());
    guest.start();
    open(guest.name());
    Fx.await("no graphics", () -> state() instanceof ConsoleState.NoGraphics);
  }

  @Test
  void aScreenOnASocketIsShown() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-k-socket", GuestSpec.tiny().withVncOnSocket());
    guest.start();
    open(guest.name());
    Fx.await("live", () -> state() instanceof ConsoleState.Connected && pane.settled().isDone());
  }
}
