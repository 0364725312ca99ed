package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.host.VmConsole;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.window.Fx;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.Prompter;
import java.nio.file.Path;
import java.time.Duration;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A console over a real guest, drawn without a display. */
class ConsolePaneTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private final Hosts hosts =
      new Hosts(
          new Inventory(), new TaskList(), new NoticeBoard(), Prompter.none(), Platform::runLater);
  private ConsolePane pane;
  private Stage stage;

  private VmModel open(String name) throws Exception {
    AppContext context =
        new AppContext(
            hosts,
            new TaskList(),
            new NoticeBoard(),
            new SettingsStore(folder.resolve("s.json"), _ -> {}),
            _ -> {},
            _ -> new Region());
    HostModel host =
        Fx.on(() -> {
          HostModel added = hosts.add(LAB.uri(), "lab", true);
          hosts.session(added).connect();
          return added;
        });
    Fx.await(
        "connected",
        () ->
            host.stateProperty().get() == HostState.CONNECTED
                && host.vms().stream().anyMatch(vm -> vm.nameProperty().get().equals(name)));
    return Fx.on(() -> {
      VmModel vm =
          host.vms().stream()
              .filter(each -> each.nameProperty().get().equals(name))
              .findFirst()
              .orElseThrow();
      pane = new ConsolePane(context, new VmConsole(context.hosts().session(vm.host()), vm));
      stage = new Stage();
      stage.setScene(new Scene(pane, 900, 700));
      stage.show();
      return vm;
    });
  }

  @AfterEach
  void close() throws Exception {
    Fx.on(() -> {
      stage.hide();
      pane.close();
      hosts.close();
      return stage;
    });
    Fx.await(
        "no session's thread is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("vnc")));
  }

  private ConsoleState state() {
    return pane.model().stateProperty().get();
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
      pane.run(io.quantix.desktop.model.VmCommand.START);
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
