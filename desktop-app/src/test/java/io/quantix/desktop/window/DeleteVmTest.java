package io.quantix.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.console.ConsoleWindows;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.vm.VmActions;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.Prompter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DialogPane;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A VM is deleted with the images that the user chooses, and no others. */
class DeleteVmTest {
  private static final String POOL = "quantix-lab-deleted";
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private final Inventory inventory = new Inventory();
  private final TaskList tasks = new TaskList();
  private final NoticeBoard notices = new NoticeBoard();
  private final Hosts hosts =
      new Hosts(inventory, tasks, notices, Prompter.none(), Platform::runLater);
  private HostModel host;
  private VmActions actions;

  @BeforeEach
  void connect() throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    LAB.virsh("pool-create-as", POOL, "dir", "--target", images.toString());
    for (String disk : List.of("system.qcow2", "data.qcow2")) {
      LAB.virsh("vol-create-as", POOL, disk, "1M", "--format", "qcow2");
    }
    Path xml =
        Files.writeString(
            folder.resolve("vm.xml"),
            """
            <domain type='qemu'><name>quantix-lab-doomed</name><memory unit='MiB'>16</memory>
            <os><type>hvm</type></os><devices>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%1$s/system.qcow2'/><target dev='vda' bus='virtio'/></disk>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%1$s/data.qcow2'/><target dev='vdb' bus='virtio'/></disk>
            <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/quantix-lab/in-no-pool.img'/><target dev='vdc' bus='virtio'/></disk>
            </devices></domain>
            """
                .formatted(images));
    LAB.virsh("define", xml.toString());
    SettingsStore settings = new SettingsStore(folder.resolve("settings.json"), _ -> {});
    host =
        Fx.on(() -> {
          AppContext context =
              QuantixApp.context(hosts, tasks, notices, settings, new ConsoleWindows(Theme::style));
          actions = new VmActions(context);
          HostModel added = hosts.add(LAB.uri(), "lab", true);
          hosts.session(added).connect();
          return added;
        });
    Fx.await("connected", () -> host.stateProperty().get() == HostState.CONNECTED);
  }

  @AfterEach
  void close() throws Exception {
    Fx.on(() -> {
      hosts.close();
      return host;
    });
    LAB.virsh("pool-destroy", POOL);
  }

  private void askToDelete() {
    VmModel vm = host.vms().getFirst();
    Platform.runLater(() -> actions.run(VmCommand.DELETE, List.of(vm), Optional.empty()));
  }

  private static Optional<DialogPane> dialog() {
    return Window.getWindows().stream()
        .map(window -> window.getScene().getRoot())
        .filter(root -> root instanceof DialogPane)
        .map(root -> (DialogPane) root)
        .findFirst();
  }

  private static List<CheckBox> boxes() {
    return dialog()
        .map(pane ->
            pane.lookupAll(".image-choice .check-box").stream()
                .map(node -> (CheckBox) node)
                .toList())
        .orElse(List.of());
  }

  private static void press(ButtonData which) throws Exception {
    Fx.on(() -> {
      DialogPane pane = dialog().orElseThrow();
      pane.getButtonTypes().stream()
          .filter(type -> type.getButtonData() == which)
          .map(type -> (Button) pane.lookupButton(type))
          .forEach(Button::fire);
      return pane;
    });
    Fx.await("no dialog", () -> dialog().isEmpty());
  }

  @Test
  void onlyWhatIsChosenGoes() throws Exception {
    askToDelete();
    Fx.await("two images to choose from", () -> boxes().size() == 2);
    Fx.on(() -> {
      assertThat(boxes()).noneMatch(CheckBox::isSelected);
      boxes().stream()
          .filter(box -> box.getText().contains("system.qcow2"))
          .forEach(box -> box.setSelected(true));
      return true;
    });
    press(ButtonData.APPLY);
    Fx.await("no VM any more", () -> host.vms().isEmpty());
    Fx.await(
        "an image is gone",
        () -> Files.notExists(folder.resolve("images").resolve("system.qcow2")));
    assertThat(folder.resolve("images").resolve("data.qcow2")).exists();
    assertThat(LAB.virsh("list", "--all", "--name")).doesNotContain("quantix-lab-doomed");
  }

  @Test
  void nothingGoesWhenTheUserThinksAgain() throws Exception {
    askToDelete();
    Fx.await("two images to choose from", () -> boxes().size() == 2);
    Fx.on(() -> {
      boxes().forEach(box -> box.setSelected(true));
      return true;
    });
    press(ButtonData.CANCEL_CLOSE);
    assertThat(LAB.virsh("list", "--all", "--name")).contains("quantix-lab-doomed");
    assertThat(folder.resolve("images").resolve("system.qcow2")).exists();
    LAB.virsh("undefine", "quantix-lab-doomed");
  }
}
