package io.quantix.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.console.ConsoleWindows;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.desktop.vm.VmTable;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.Prompter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real window over a real host, drawn without a display. */
class MainWindowTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private final Inventory inventory = new Inventory();
  private final TaskList tasks = new TaskList();
  private final NoticeBoard notices = new NoticeBoard();
  private final Hosts hosts =
      new Hosts(inventory, tasks, notices, Prompter.none(), Platform::runLater);
  private final List<VmModel> consoles = new ArrayList<>();
  private final List<ConsoleSource> screens = new ArrayList<>();
  private MainWindow window;
  private Stage stage;

  @BeforeEach
  void show() throws Exception {
    SettingsStore settings = new SettingsStore(folder.resolve("settings.json"), _ -> {});
    AppContext usual =
        QuantixApp.context(hosts, tasks, notices, settings, new ConsoleWindows(Theme::style));
    AppContext context =
        new AppContext(hosts, tasks, notices, settings, consoles::add, usual.thumbnail());
    stage =
        Fx.on(() -> {
          window =
              new MainWindow(
                  context,
                  new SavedServers(
                      context.settings(),
                      new ServerPasswords(Keyring.none("a test has none"), _ -> {})),
                  screens::add);
          Stage shown = new Stage();
          Scene scene = new Scene(window, 1280, 800);
          Theme.style(scene);
          shown.setScene(scene);
          shown.show();
          return shown;
        });
  }

  @AfterEach
  void hide() throws Exception {
    Fx.on(() -> {
      stage.hide();
      hosts.close();
      return stage;
    });
  }

  private HostModel connect(String uri) throws Exception {
    HostModel host =
        Fx.on(() -> {
          HostModel added = hosts.add(uri, "lab", true);
          hosts.session(added).connect();
          return added;
        });
    Fx.await("connected", () -> host.stateProperty().get() == HostState.CONNECTED);
    return host;
  }

  private List<Node> nodes() {
    List<Node> all = new ArrayList<>();
    ArrayDeque<Node> open = new ArrayDeque<>(List.of(window));
    while (!open.isEmpty()) {
      Node next = open.remove();
      all.add(next);
      if (next instanceof Parent parent) {
        open.addAll(parent.getChildrenUnmodifiable());
      }
    }
    return all;
  }

  private boolean shows(String text) {
    return nodes().stream()
        .anyMatch(node ->
            node instanceof Labeled labeled
                && labeled.getText() != null
                && labeled.getText().contains(text)
                && seen(labeled));
  }

  private static boolean seen(Node node) {
    return node.isVisible() && (node.getParent() == null || seen(node.getParent()));
  }

  private Button button(String text) {
    return (Button)
        nodes().stream()
            .filter(node ->
                node instanceof Button b
                    && (b.getText().equals(text) || text.equals(b.getAccessibleText())))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no button " + text));
  }

  private VmTable table() {
    return (VmTable) window.lookup(".vm-table");
  }

  @Test
  void withoutHostsItSaysWhatToDo() throws Exception {
    Fx.await("welcome", () -> shows("Welcome to Quantix"));
    assertThat(Fx.on(() -> shows("Add the host"))).isTrue();
  }

  @Test
  void aHostThatCannotBeReachedSaysWhyAndOffersToTryAgain() throws Exception {
    Fx.on(() -> {
      HostModel added = hosts.add("qemu:///system?socket=/nowhere/sock", "far", true);
      hosts.session(added).connect();
      return added;
    });
    Fx.await("failure", () -> shows("No connection to far") && shows("/nowhere/sock"));
    assertThat(Fx.on(() -> button("Try again").isVisible())).isTrue();
  }

  @Test
  void aVmIsSelectedStartedAndFollowed() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-w-vm", GuestSpec.tiny());
    HostModel host = connect(LAB.uri());
    Fx.await("listed", () -> table().getItems().size() == 1);
    VmModel vm = Fx.on(() -> host.vms().getFirst());
    Fx.on(() -> {
      window.select(vm);
      return vm;
    });
    Fx.await("detail", () -> shows(guest.uuid().toString()));
    Fx.on(() -> {
      button("Start").fire();
      return vm;
    });
    Fx.await("running", () -> vm.stateProperty().get() == DomainState.RUNNING);
    assertThat(guest.state()).isEqualTo("running");
    Fx.await(
        "thumbnail",
        () ->
            window.lookup(".thumbnail") instanceof io.quantix.desktop.console.ThumbnailView t
                && t.hasPicture());
    Fx.on(() -> {
      button("Console").fire();
      return vm;
    });
    assertThat(Fx.on(() -> List.copyOf(consoles))).containsExactly(vm);
  }

  @Test
  void aLostHostIsToldAndStaysOnTheScreen() throws Exception {
    LAB.createGuest("quantix-lab-w-lost", GuestSpec.tiny());
    connect(LAB.uri());
    Fx.await("listed", () -> table().getItems().size() == 1);
    LAB.killDaemon();
    Fx.await("banner", () -> shows("The connection to lab is lost"));
    assertThat(Fx.on(() -> table().getItems())).hasSize(1);
    LAB.restartDaemon();
    Fx.await("back", () -> !shows("The connection to lab is lost"));
  }

  @Test
  void thousandsAreFilteredByText() throws Exception {
    LAB.defineMany(5000, true);
    connect(LAB.testDriverUri());
    Fx.await("all", () -> table().getItems().size() >= 5000);
    Fx.on(() -> {
      ((TextField) window.lookup(".sidebar .text-field")).setText("lab-04999");
      return window;
    });
    Fx.await("one", () -> table().getItems().size() == 1);
    Fx.on(() -> {
      ((TextField) window.lookup(".sidebar .text-field")).setText("nothing has this name");
      return window;
    });
    Fx.await("none", () -> shows("Nothing matches"));
  }

  @Test
  void everyControlHasANameForAScreenReader() throws Exception {
    connect(LAB.uri());
    List<String> nameless =
        Fx.on(() ->
            nodes().stream()
                .filter(node -> node instanceof Button || node instanceof TextField)
                .filter(node -> node.getStyleClass().stream().noneMatch(s -> s.contains("arrow")))
                .filter(node ->
                    Optional.ofNullable(node.getAccessibleText()).orElse("").isEmpty()
                        && !(node instanceof Labeled l && !l.getText().isEmpty()))
                .map(Node::toString)
                .toList());
    assertThat(nameless).isEmpty();
  }
}
