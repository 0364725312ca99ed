package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.host.SerialPort;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.window.Fx;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A serial console of a real guest, drawn without a display. */
class SerialPaneTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private ConsoleFixture consoles;
  private Hosts hosts;
  private VmModel vm;
  private SerialPort port;

  @BeforeEach
  void begin() {
    consoles = new ConsoleFixture(folder);
    hosts = consoles.hosts();
  }

  private void connect(String name) throws Exception {
    HostModel host = consoles.connect(LAB);
    vm = consoles.vm(host, name);
    List<SerialPort> ports =
        Fx.on(() -> hosts.session(host).serialPorts(vm)).get(60, TimeUnit.SECONDS);
    assertThat(ports).containsExactly(new SerialPort("serial0", SerialPort.Kind.SERIAL, 0));
    port = ports.getFirst();
  }

  private SerialPane open() throws Exception {
    return Fx.on(() -> {
      SerialPane pane = new SerialPane(consoles.context(), vm, port);
      consoles.window(pane, 900, 600);
      consoles.atEnd(pane::close);
      return pane;
    });
  }

  @AfterEach
  void close() throws Exception {
    consoles.close();
  }

  private static String screen(SerialPane pane) {
    return pane.view().terminal().text().getScreenLines();
  }

  private static void type(SerialPane pane, String text) throws Exception {
    Fx.on(() -> {
      for (int i = 0; i < text.length(); i++) {
        Event.fireEvent(
            pane.view(),
            new KeyEvent(
                KeyEvent.KEY_TYPED,
                text.substring(i, i + 1),
                "",
                KeyCode.UNDEFINED,
                false,
                false,
                false,
                false));
      }
      Event.fireEvent(
          pane.view(),
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "\r", KeyCode.ENTER, false, false, false, false));
      return pane;
    });
  }

  private static SerialState state(SerialPane pane) {
    return pane.model().stateProperty().get();
  }

  @Test
  void aShellOfTheGuestAnswersAndIsThereAgainAfterARestart() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-serial", GuestSpec.tiny());
    guest.start();
    guest.awaitReady(Duration.ofMinutes(2));
    connect(guest.name());
    SerialPane pane = open();
    Fx.await("open", () -> state(pane) instanceof SerialState.Open);
    type(pane, "echo 6x7=$((6*7))");
    Fx.await("the shell's answer", () -> screen(pane).contains("6x7=42"));

    Fx.on(() -> hosts.session(vm.host()).run(VmCommand.FORCE_OFF, vm)).get(60, TimeUnit.SECONDS);
    Fx.await("off", () -> state(pane) instanceof SerialState.Off);
    assertThat(screen(pane)).contains("6x7=42");
    Fx.on(() -> hosts.session(vm.host()).run(VmCommand.START, vm)).get(60, TimeUnit.SECONDS);
    Fx.await("open again", () -> state(pane) instanceof SerialState.Open);
    guest.awaitReady(Duration.ofMinutes(2));
    type(pane, "echo again=$((1+1))");
    Fx.await("the new shell's answer", () -> screen(pane).contains("again=2"));
  }

  @Test
  void aConsoleThatSomebodyHasIsTakenOverOnlyIfWanted() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-serial-busy", GuestSpec.tiny());
    guest.start();
    guest.awaitReady(Duration.ofMinutes(2));
    connect(guest.name());
    SerialPane first = open();
    Fx.await("open", () -> state(first) instanceof SerialState.Open);
    SerialPane second = open();
    Fx.await("busy", () -> state(second) instanceof SerialState.Busy);
    assertThat(state(first)).isInstanceOf(SerialState.Open.class);
    Fx.on(() -> {
      second.model().open(true);
      return second;
    });
    Fx.await("taken over", () -> state(second) instanceof SerialState.Open);
    Fx.await("told so", () -> !(state(first) instanceof SerialState.Open));
    type(second, "echo mine=$((2+3))");
    Fx.await("the shell's answer", () -> screen(second).contains("mine=5"));
  }
}
