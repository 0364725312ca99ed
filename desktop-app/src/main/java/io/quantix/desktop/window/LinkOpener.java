package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.console.ConsoleWindows;
import io.quantix.desktop.link.Link;
import io.quantix.desktop.link.LinkException;
import io.quantix.desktop.link.Links;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerConsole;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Opens links: asks before it connects to what the person has not added, and shows the console. A
 * link that cannot be opened becomes a notice.
 */
final class LinkOpener {
  /** Asks whether to connect to somewhere. */
  private final Function<String, Boolean> ask;

  private final AppContext context;
  private final ConsoleWindows consoles;
  private final SavedServers servers;
  private final ServerPasswords passwords;

  LinkOpener(
      AppContext context,
      ConsoleWindows consoles,
      SavedServers servers,
      ServerPasswords passwords,
      Function<String, Boolean> ask) {
    this.context = context;
    this.consoles = consoles;
    this.servers = servers;
    this.passwords = passwords;
    this.ask = ask;
  }

  /** Asks in a dialog; connecting is never the default. */
  static boolean askInDialog(String where) {
    Optional<Window> owner =
        Window.getWindows().stream()
            .filter(each -> each instanceof Stage && each.isFocused())
            .findFirst();
    return Confirmation.ask(
        owner,
        Texts.text("app.link.ask.title", where),
        Texts.text("app.link.ask.text"),
        Texts.text("app.connect"),
        Optional.empty());
  }

  /** Reads a link and opens it; from any thread but JavaFX's, as it may be a file. */
  void open(String text) {
    try {
      Link link = Links.parse(text);
      Platform.runLater(() -> open(link));
    } catch (LinkException e) {
      Platform.runLater(() ->
          context
              .notices()
              .post(
                  new Notice(
                      Notice.Severity.ERROR,
                      Texts.text("app.link.failed"),
                      String.valueOf(e.getMessage()),
                      e.hint())));
    }
  }

  /** Opens one, on the JavaFX thread. */
  void open(Link link) {
    switch (link) {
      case Link.Server server -> {
        if (server.isKnown(servers) || ask.apply(server.where())) {
          ServerConsole console = server.console(servers, passwords);
          if (server.fullScreen()) {
            consoles.showFullScreen(context, console);
          } else {
            consoles.show(context, console);
          }
        }
      }
      case Link.Vm vm -> {
        Optional<HostModel> known =
            context.hosts().inventory().hosts().stream()
                .filter(host -> host.uri().equals(vm.connect()))
                .findFirst();
        if (known.isPresent()) {
          show(known.get(), vm.name());
        } else if (ask.apply(vm.connect())) {
          HostModel host =
              context.hosts().add(vm.connect(), AddHostDialog.usualName(vm.connect()), false);
          show(host, vm.name());
        }
      }
    }
  }

  /** Shows a VM's console as soon as the VM is known. */
  private void show(HostModel host, String name) {
    if (showNow(host, name)) {
      return;
    }
    host.vms()
        .addListener(
            new ListChangeListener<VmModel>() {
              @Override
              public void onChanged(Change<? extends VmModel> change) {
                if (showNow(host, name)) {
                  host.vms().removeListener(this);
                }
              }
            });
    context.hosts().session(host).connect();
  }

  private boolean showNow(HostModel host, String name) {
    Optional<VmModel> found =
        host.vms().stream()
            .filter(vm -> vm.nameProperty().get().equals(name) || vm.uuid().toString().equals(name))
            .findFirst();
    found.ifPresent(vm -> consoles.show(context, vm));
    return found.isPresent();
  }
}
