package io.quantix.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.app.Settings;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.console.ConsoleWindows;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.link.Links;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerDialog;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.libvirt.Prompter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saved VNC servers in the real window, and links that lead to one. */
class SavedServersWindowTest {
  private static final ServerEntry WEB =
      new ServerEntry("Web server", "vnc://web.example.com:5901", "", List.of(), "");

  @TempDir Path folder;

  private final List<ConsoleSource> opened = new ArrayList<>();
  private final NoticeBoard notices = new NoticeBoard();
  private final Hosts hosts =
      new Hosts(new Inventory(), new TaskList(), notices, Prompter.none(), Platform::runLater);
  private final ConsoleWindows consoles = new ConsoleWindows(Theme::style);
  private final ServerPasswords passwords =
      new ServerPasswords(Keyring.none("a test has none"), _ -> {});
  private AppContext context;
  private SavedServers servers;
  private TreeView<SidebarEntry> tree;
  private Stage stage;

  @BeforeEach
  @SuppressWarnings("unchecked") // the sidebar has one tree
  void show() throws Exception {
    SettingsStore settings = new SettingsStore(folder.resolve("settings.json"), _ -> {});
    context = QuantixApp.context(hosts, new TaskList(), notices, settings, consoles);
    stage =
        Fx.on(() -> {
          Theme.apply(Settings.Theme.LIGHT);
          servers = new SavedServers(settings, passwords);
          MainWindow window = new MainWindow(context, servers, opened::add);
          Stage shown = new Stage();
          Scene scene = new Scene(window, 1280, 800);
          Theme.style(scene);
          shown.setScene(scene);
          shown.show();
          tree = (TreeView<SidebarEntry>) window.lookup(".tree-view");
          return shown;
        });
  }

  @AfterEach
  void hide() throws Exception {
    Fx.on(() -> {
      consoles.closeAll();
      stage.hide();
      hosts.close();
      return stage;
    });
  }

  private List<SidebarEntry> lines() {
    return tree.getRoot().getChildren().stream().map(TreeItem::getValue).toList();
  }

  @Test
  void standUnderTheirHeadingWhileThereAreSome() throws Exception {
    Fx.on(() -> {
      assertThat(lines()).containsExactly(new SidebarEntry.All());
      servers.add(WEB);
      hosts.add("test:///default", "A host", false);
      assertThat(lines()).hasSize(3);
      assertThat(lines().getLast()).isEqualTo(new SidebarEntry.Servers());
      TreeItem<SidebarEntry> heading = tree.getRoot().getChildren().getLast();
      assertThat(heading.getChildren())
          .extracting(TreeItem::getValue)
          .containsExactly(new SidebarEntry.OfServer(WEB));
      return true;
    });
    Fx.await("its line", () -> line("Web server").isPresent());
    Fx.on(() -> {
      tree.getSelectionModel().select(tree.getRoot().getChildren().getLast().getChildren().get(0));
      Event.fireEvent(
          tree,
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
      assertThat(opened).hasSize(1);
      assertThat(opened.getFirst().name().getValue()).isEqualTo("Web server");
      servers.remove(WEB);
      assertThat(lines()).doesNotContain(new SidebarEntry.Servers());
      return true;
    });
  }

  private Optional<Node> line(String text) {
    return tree.lookupAll(".tree-cell").stream()
        .filter(node -> node instanceof TreeCell<?> cell && text.equals(cell.getText()))
        .findFirst();
  }

  @Test
  void oneIsAddedInADialogThatSaysWhatIsWrong() throws Exception {
    Dialog<ServerEntry> dialog =
        Fx.on(() -> {
          Dialog<ServerEntry> built = ServerDialog.build(Optional.of(stage), Optional.empty());
          built.show();
          return built;
        });
    Fx.on(() -> {
      DialogPane pane = dialog.getDialogPane();
      List<TextField> fields =
          pane.lookupAll(".text-field").stream().map(TextField.class::cast).toList();
      Button add = (Button) pane.lookupButton(pane.getButtonTypes().getFirst());
      assertThat(add.isDisabled()).isTrue();
      fields.getFirst().setText("web:x");
      assertThat(add.isDisabled()).isTrue();
      assertThat(((Label) pane.lookup(".form-error")).getText()).contains("no number");
      assertThat(pane.lookup(".form-hint").isVisible()).isFalse();
      fields.getFirst().setText("web.example.com:1");
      assertThat(add.isDisabled()).isFalse();
      assertThat(pane.lookup(".form-hint").isVisible()).isTrue();
      add.fire();
      assertThat(dialog.getResult().address()).isEqualTo("vnc://web.example.com:5901");
      return true;
    });
  }

  @Test
  void aLinkAsksBeforeItConnectsToAStranger() throws Exception {
    List<String> asked = new ArrayList<>();
    LinkOpener opener =
        new LinkOpener(
            context,
            consoles,
            servers,
            passwords,
            where -> {
              asked.add(where);
              return false;
            });
    Fx.on(() -> {
      opener.open(Links.parse("vnc://127.0.0.1:1?proxy=socks5://127.0.0.1:2"));
      opener.open(Links.parse("quantix://console?connect=qemu%2Bssh://stranger/system&vm=a"));
      assertThat(asked)
          .containsExactly(
              "127.0.0.1:1 through socks5://127.0.0.1:2", "qemu+ssh://stranger/system");
      assertThat(hosts.inventory().hosts()).isEmpty();
      return true;
    });
    assertThat(Fx.on(SavedServersWindowTest::windows)).isEqualTo(1);
    Fx.on(() -> {
      asked.clear();
      servers.add(new ServerEntry("Known", "vnc://127.0.0.1:1", "", List.of(), ""));
      opener.open(Links.parse("quantix://vnc/127.0.0.1:1"));
      assertThat(asked).isEmpty();
      return true;
    });
    Fx.await("the console's window", () -> windows() == 2);
    opener.open("quantix://run?x=y");
    Fx.await("a notice", () -> !notices.notices().isEmpty());
  }

  @Test
  void aFileMayFillTheScreen() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("quantix-lab.vv"),
            "[virt-viewer]\ntype=vnc\nhost=127.0.0.1\nport=1\nfullscreen=1\n");
    LinkOpener opener = new LinkOpener(context, consoles, servers, passwords, _ -> true);
    opener.open(file.toString());
    Fx.await("a console that fills the screen", () -> fullScreens() == 1);
    // Once more is the same console, which stays as it is.
    opener.open(file.toString());
    opener.open("vnc://127.0.0.1:1");
    // It comes after what these have asked for.
    assertThat(Fx.on(SavedServersWindowTest::fullScreens)).isEqualTo(1);
    assertThat(Fx.on(SavedServersWindowTest::windows)).isEqualTo(2);
  }

  private static long fullScreens() {
    return stages().filter(Stage::isFullScreen).count();
  }

  private static long windows() {
    return stages().count();
  }

  private static Stream<Stage> stages() {
    return Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast);
  }
}
