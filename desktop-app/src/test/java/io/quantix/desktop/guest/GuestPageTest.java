package io.quantix.desktop.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.host.Hosts;
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
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real guest, drawn without a display. */
@Timeout(600)
class GuestPageTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private final Hosts hosts =
      new Hosts(
          new Inventory(), new TaskList(), new NoticeBoard(), Prompter.none(), Platform::runLater);
  private AppContext context;
  private HostModel host;
  private GuestPane pane;
  private Stage stage;

  @BeforeEach
  void connect() throws Exception {
    context =
        new AppContext(
            hosts,
            new TaskList(),
            new NoticeBoard(),
            new SettingsStore(folder.resolve("s.json"), _ -> {}),
            _ -> {},
            _ -> new Region());
    host =
        Fx.on(() -> {
          HostModel added = hosts.add(LAB.uri(), "lab", true);
          hosts.session(added).connect();
          return added;
        });
    Fx.await("connected", () -> host.stateProperty().get() == HostState.CONNECTED);
  }

  @AfterEach
  void close() throws Exception {
    Fx.on(() -> {
      pane.close();
      stage.hide();
      hosts.close();
      return stage;
    });
  }

  private void show(String name, Section section) throws Exception {
    Fx.await(
        "listed", () -> host.vms().stream().anyMatch(vm -> vm.nameProperty().get().equals(name)));
    Fx.on(() -> {
      VmModel vm =
          host.vms().stream()
              .filter(each -> each.nameProperty().get().equals(name))
              .findFirst()
              .orElseThrow();
      pane = new GuestPane(context, vm, new SimpleObjectProperty<>(section));
      stage = new Stage();
      stage.setScene(new Scene(pane, 560, 700));
      stage.show();
      return pane;
    });
  }

  private boolean shows(String text) {
    Deque<Node> open = new ArrayDeque<>();
    open.add(pane);
    while (!open.isEmpty()) {
      Node next = open.remove();
      if (next instanceof Labeled labeled
          && labeled.isVisible()
          && labeled.getText() != null
          && labeled.getText().contains(text)) {
        return true;
      }
      if (next instanceof Parent parent) {
        open.addAll(parent.getChildrenUnmodifiable());
      }
    }
    return false;
  }

  @Test
  void whoAndHowItIsAndWhatRunsInIt() throws Exception {
    LabGuest guest =
        LAB.createGuest("quantix-lab-page", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    show(guest.name(), Section.OVERVIEW);
    Fx.await("the guest's name for itself", () -> shows("quantix-lab-page") && shows("CPU"));
    Fx.await("its load", () -> pane.isSettled());
    assertThat(Fx.on(() -> shows("Quantix agent"))).isTrue();
    assertThat(Fx.on(() -> shows("Uptime"))).isTrue();

    Fx.on(() -> {
      pane.select(Section.PROCESSES);
      return pane;
    });
    Fx.await("its processes", () -> pane.isSettled() && shows("/init"));
    TableView<?> table = Fx.on(() -> (TableView<?>) pane.lookup(".guest-table"));
    assertThat(Fx.on(() -> table.getItems().getFirst())).isInstanceOf(ProcessInfo.class);

    Fx.on(() -> {
      pane.select(Section.SOFTWARE);
      return pane;
    });
    Fx.await("an answer to what is installed", () -> pane.isSettled());
  }

  @Test
  void aGuestWithoutAnAgentSaysWhatOneWouldAdd() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-page-none", GuestSpec.tiny().withoutGraphics());
    guest.start();
    show(guest.name(), Section.OVERVIEW);
    Fx.await("no agent", () -> shows("No agent answers in this guest"));
    assertThat(Fx.on(() -> shows("addresses, users and load") && shows("Install the agent")))
        .isTrue();
  }
}
