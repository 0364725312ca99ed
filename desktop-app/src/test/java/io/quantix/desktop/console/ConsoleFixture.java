package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.host.KnownServers;
import io.quantix.desktop.host.VmConsole;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.window.Fx;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.Prompter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/** What consoles have around them, drawn without a display; what was opened ends with it. */
final class ConsoleFixture {
  private final Path folder;
  private final Hosts hosts =
      new Hosts(
          new Inventory(), new TaskList(), new NoticeBoard(), Prompter.none(), Platform::runLater);
  private final AppContext context;
  private final HeardSound heard = new HeardSound();
  private final List<Runnable> ends = new ArrayList<>();

  /**
   * With settings that have never been changed.
   *
   * @param folder keeps what is remembered
   */
  ConsoleFixture(Path folder) {
    this.folder = folder;
    context =
        new AppContext(
            hosts,
            new TaskList(),
            new NoticeBoard(),
            new SettingsStore(folder.resolve("s.json"), _ -> {}),
            _ -> {},
            _ -> new Region());
  }

  AppContext context() {
    return context;
  }

  Hosts hosts() {
    return hosts;
  }

  /** What the guests of all consoles sounded like. */
  HeardSound heard() {
    return heard;
  }

  /** What another start of the program would know of servers. */
  ConsoleMemory memory() {
    return new ConsoleMemory(new KnownServers(folder.resolve("known")));
  }

  /** Connects to a host, and waits until it has. */
  HostModel connect(LabHost lab) throws Exception {
    HostModel host =
        Fx.on(() -> {
          HostModel added = hosts.add(lab.uri(), "lab", true);
          hosts.session(added).connect();
          return added;
        });
    Fx.await("connected", () -> host.stateProperty().get() == HostState.CONNECTED);
    return host;
  }

  /** Waits until a host lists a VM. */
  VmModel vm(HostModel host, String name) throws Exception {
    Fx.await("listed", () -> find(host, name).isPresent());
    return Fx.on(() -> find(host, name).orElseThrow());
  }

  private static Optional<VmModel> find(HostModel host, String name) {
    return host.vms().stream().filter(vm -> vm.nameProperty().get().equals(name)).findFirst();
  }

  /** Shows a VM's console in a window of its own. */
  ConsolePane show(VmModel vm) throws Exception {
    return show(new VmConsole(hosts.session(vm.host()), vm));
  }

  /** Shows a console in a window of its own. */
  ConsolePane show(ConsoleSource source) throws Exception {
    return Fx.on(() -> {
      ConsolePane pane = new ConsolePane(context, source, memory(), heard);
      ends.addFirst(pane::close);
      window(pane, 1000, 700);
      return pane;
    });
  }

  /** Shows something in a window; on the JavaFX thread. */
  Stage window(Parent content, double width, double height) {
    Stage stage = new Stage();
    stage.setScene(new Scene(content, width, height));
    stage.show();
    ends.addFirst(stage::hide);
    return stage;
  }

  /** Does this before all else that is ended, on the JavaFX thread. */
  void atEnd(Runnable end) {
    ends.addFirst(end);
  }

  /** Ends all, and waits until no thread of a session, a terminal or a sound is left. */
  void close() throws Exception {
    Fx.on(() -> {
      ends.forEach(Runnable::run);
      hosts.close();
      return ends;
    });
    Fx.await(
        "no thread is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.matches("(vnc|terminal|sound).*")));
  }
}
