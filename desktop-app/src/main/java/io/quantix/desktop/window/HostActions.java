package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.Settings.HostEntry;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Window;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** What can be done with hosts; the list of hosts is kept in the settings. */
final class HostActions {
  private final AppContext context;
  private final Supplier<Optional<Window>> owner;

  HostActions(AppContext context, Supplier<Optional<Window>> owner) {
    this.context = context;
    this.owner = owner;
  }

  void add() {
    AddHostDialog.ask(owner.get())
        .ifPresent(entry -> {
          HostModel host = context.hosts().add(entry.uri(), entry.name(), entry.connectOnStart());
          remember();
          context.hosts().session(host).connect();
        });
  }

  void connect(HostModel host) {
    context.hosts().session(host).connect();
  }

  ContextMenu menu(HostModel host) {
    boolean off =
        host.stateProperty().get() == HostState.DISCONNECTED
            || host.stateProperty().get() == HostState.FAILED;
    CheckMenuItem onStart = new CheckMenuItem(Texts.text("app.connect-on-start"));
    onStart.setSelected(host.connectOnStartProperty().get());
    onStart.setOnAction(_ -> {
      host.connectOnStartProperty().set(onStart.isSelected());
      remember();
    });
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .addAll(
            off
                ? Controls.menuItem(
                    Texts.text("app.connect"), MaterialDesignL.LAN_CONNECT, () -> connect(host))
                : Controls.menuItem(
                    Texts.text("app.disconnect"),
                    MaterialDesignL.LAN_DISCONNECT,
                    () -> context.hosts().session(host).disconnect()),
            onStart,
            new SeparatorMenuItem());
    if (Hosts.mayHaveSecrets(host)) {
      menu.getItems()
          .add(
              Controls.menuItem(
                  Texts.text("app.forget-secrets"),
                  MaterialDesignK.KEY_REMOVE,
                  () -> forgetSecrets(host)));
    }
    menu.getItems()
        .add(
            Controls.menuItem(
                Texts.text("app.remove-host"), MaterialDesignD.DELETE, () -> remove(host)));
    return menu;
  }

  private void forgetSecrets(HostModel host) {
    context
        .hosts()
        .forgetSecrets(
            host,
            () ->
                context
                    .notices()
                    .post(
                        new Notice(
                            Notice.Severity.SUCCESS,
                            Texts.text("app.forget-secrets.done", host.nameProperty().get()),
                            Texts.text("app.forget-secrets.next"),
                            "")));
  }

  private void remove(HostModel host) {
    if (Confirmation.ask(
        owner.get(),
        Texts.text("app.remove-host.title", host.nameProperty().get()),
        Texts.text("app.remove-host.loss"),
        Texts.text("app.remove-host"),
        Optional.empty())) {
      context.hosts().remove(host);
      remember();
    }
  }

  private void remember() {
    var hosts =
        context.hosts().inventory().hosts().stream()
            .map(host ->
                new HostEntry(
                    host.uri(), host.nameProperty().get(), host.connectOnStartProperty().get()))
            .toList();
    context.settings().update(settings -> settings.withHosts(hosts));
  }
}
