package io.quantix.desktop.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.message.DirectoryEntry;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
  void filesGoBothWaysAndOneThatBrokeOffGoesOn() throws Exception {
    LabGuest guest =
        LAB.createGuest("quantix-lab-files", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    show(guest.name(), Section.FILES);
    Fx.await("a folder", () -> shows("etc/"));
    GuestModel model = Fx.on(pane::model);
    byte[] content = new byte[700_001];
    new Random(5).nextBytes(content);
    Path here = Files.write(folder.resolve("picture.png"), content);
    List<String> asked = new ArrayList<>();
    FileTransfers transfers =
        new FileTransfers(
            model,
            name -> {
              asked.add(name);
              return CompletableFuture.completedFuture(FileTransfers.Conflict.KEEP_BOTH);
            });
    FilesModel files = Fx.on(() -> new FilesModel(model));
    Fx.on(() -> {
      files.go("/tmp");
      files.makeFolder("inside");
      return files;
    });
    Fx.await("a new folder", () -> find(files, "inside").isPresent());
    Fx.on(() -> {
      files.open(find(files, "inside").orElseThrow(), _ -> {});
      return files;
    });
    Fx.await("in it", () -> files.list().isSettled());
    assertThat(Fx.on(() -> files.pathProperty().get())).isEqualTo("/tmp/inside");
    for (int i = 0; i < 2; i++) {
      FileTransfer up = Fx.on(() -> transfers.upload(here, "/tmp/inside", files.list()::restart));
      Fx.await("uploaded", () -> up.stageProperty().get() != FileTransfer.Stage.RUNNING);
      assertThat(Fx.on(() -> up.failureProperty().get())).isEmpty();
    }
    assertThat(asked).containsExactly("picture.png");
    Fx.await("both listed", () -> find(files, "picture (2).png").isPresent());
    DirectoryEntry entry = Fx.on(() -> find(files, "picture.png").orElseThrow());
    assertThat(entry.getSizeBytes()).isEqualTo(content.length);

    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    FileTransfer down = Fx.on(() -> transfers.download(entry, files.pathOf(entry), downloads));
    Fx.await("downloaded", () -> down.stageProperty().get() == FileTransfer.Stage.DONE);
    assertThat(downloads.resolve("picture.png")).hasBinaryContent(content);

    // As if it had broken off after a while: what has come stays, the rest is fetched.
    Files.delete(downloads.resolve("picture.png"));
    byte[] some = Arrays.copyOf(content, 300_000);
    some[7] ^= 1; // tells what was there from what was fetched anew
    Files.write(downloads.resolve("picture.png.part"), some);
    Fx.on(() -> {
      transfers.again(down);
      return down;
    });
    Fx.await("gone on", () -> down.stageProperty().get() == FileTransfer.Stage.DONE);
    byte[] wanted = content.clone();
    wanted[7] ^= 1;
    assertThat(downloads.resolve("picture.png")).hasBinaryContent(wanted);
    assertThat(downloads.resolve("picture.png.part")).doesNotExist();

    Fx.on(() -> {
      files.up();
      return files;
    });
    Fx.await("above", () -> find(files, "inside").isPresent());
    Fx.on(() -> {
      files.delete(find(files, "inside").orElseThrow());
      return files;
    });
    Fx.await("deleted", () -> files.list().isSettled() && find(files, "inside").isEmpty());
  }

  @Test
  void aShellStaysOpenWhileOneLooksElsewhere() throws Exception {
    LabGuest guest =
        LAB.createGuest("quantix-lab-shell", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    show(guest.name(), Section.TERMINAL);
    Fx.await("a shell", () -> shows("A shell of the agent"));
    TerminalSection terminal = Fx.on(() -> (TerminalSection) pane.lookup(".guest-terminal"));
    Fx.await("a prompt", () -> screen(terminal).contains("#"));
    Fx.on(() -> {
      terminal.view().terminal().type("stty size; echo so-$((40 + 2))\r");
      return terminal;
    });
    Fx.await("an answer", () -> screen(terminal).contains("so-42"));
    String size = terminal.view().terminal().rows() + " " + terminal.view().terminal().columns();
    assertThat(Fx.on(() -> screen(terminal))).contains(size);
    assertThat(Fx.on(() -> pane.busyProperty().get())).isTrue();

    Fx.on(() -> {
      pane.select(Section.PROCESSES);
      return pane;
    });
    Fx.await("its processes", () -> pane.isSettled() && shows("/init"));
    Fx.on(() -> {
      pane.select(Section.TERMINAL);
      terminal.view().terminal().type("exit 3\r");
      return pane;
    });
    Fx.await("its end", () -> shows("ended with status 3"));
    assertThat(Fx.on(() -> pane.busyProperty().get())).isFalse();
    Fx.on(() -> {
      terminal.model().open();
      return pane;
    });
    Fx.await("another shell", () -> terminal.model().openProperty().get());
  }

  private static String screen(TerminalSection terminal) {
    return terminal.view().terminal().text().getScreenLines();
  }

  private static Optional<DirectoryEntry> find(FilesModel files, String name) {
    return files.list().shown().stream().filter(e -> e.getName().equals(name)).findFirst();
  }

  @Test
  void aGuestWithoutAnAgentSaysWhatOneWouldAdd() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-page-none", GuestSpec.tiny().withoutGraphics());
    guest.start();
    show(guest.name(), Section.OVERVIEW);
    Fx.await("no agent", () -> shows("No agent answers in this guest"));
    assertThat(Fx.on(() -> shows("copy files both ways") && shows("Install the agent"))).isTrue();
  }
}
