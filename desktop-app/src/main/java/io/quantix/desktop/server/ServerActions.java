package io.quantix.desktop.server;

import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.stage.Window;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** What can be done with saved VNC servers. */
public final class ServerActions {
  private final SavedServers servers;
  private final Consumer<ConsoleSource> open;
  private final Supplier<Optional<Window>> owner;

  /**
   * Makes them.
   *
   * @param open shows a console
   */
  public ServerActions(
      SavedServers servers, Consumer<ConsoleSource> open, Supplier<Optional<Window>> owner) {
    this.servers = servers;
    this.open = open;
    this.owner = owner;
  }

  /** The servers. */
  public SavedServers servers() {
    return servers;
  }

  /** Asks for one and saves it. */
  public void add() {
    ServerDialog.build(owner.get(), Optional.empty()).showAndWait().ifPresent(servers::add);
  }

  /** Opens its console. */
  public void open(ServerEntry entry) {
    open.accept(servers.console(entry));
  }

  private void edit(ServerEntry entry) {
    ServerDialog.build(owner.get(), Optional.of(entry))
        .showAndWait()
        .ifPresent(changed -> servers.replace(entry, changed));
  }

  private void remove(ServerEntry entry) {
    if (Confirmation.ask(
        owner.get(),
        Texts.text("app.server.remove.title", entry.name()),
        Texts.text("app.server.remove.loss"),
        Texts.text("app.server.remove"),
        Optional.empty())) {
      servers.remove(entry);
    }
  }

  /** The menu of one. */
  public ContextMenu menu(ServerEntry entry) {
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .addAll(
            Controls.menuItem(
                Texts.text("app.server.open"), MaterialDesignM.MONITOR, () -> open(entry)),
            Controls.menuItem(
                Texts.text("app.server.edit"), MaterialDesignP.PENCIL, () -> edit(entry)),
            Controls.menuItem(
                Texts.text("app.server.remove"), MaterialDesignD.DELETE, () -> remove(entry)));
    return menu;
  }
}
