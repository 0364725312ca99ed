package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.ServerActions;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.vm.VmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** A line of the sidebar; it follows what it shows while it shows it. */
final class SidebarCell extends TreeCell<SidebarEntry> {
  private final FontIcon icon = new FontIcon();
  private @Nullable Counted counted;
  private final List<Observable> followed = new ArrayList<>();
  private final InvalidationListener refresh = _ -> refresh();
  private String style = "";

  SidebarCell(HostActions actions, ServerActions servers) {
    setPrefWidth(0); // long names are cut, the list is never scrolled sideways
    setOnMouseClicked(click -> {
      boolean twice = click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2;
      if (twice && !isEmpty() && getItem() instanceof SidebarEntry.OfServer(ServerEntry entry)) {
        servers.open(entry);
        click.consume();
      }
    });
    setOnContextMenuRequested(request -> {
      if (!isEmpty() && getItem() instanceof SidebarEntry.OfHost(HostModel host)) {
        actions.menu(host).show(this, request.getScreenX(), request.getScreenY());
        request.consume();
      } else if (!isEmpty() && getItem() instanceof SidebarEntry.OfServer(ServerEntry entry)) {
        servers.menu(entry).show(this, request.getScreenX(), request.getScreenY());
        request.consume();
      }
    });
  }

  @Override
  protected void updateItem(SidebarEntry item, boolean empty) {
    super.updateItem(item, empty);
    followed.forEach(observable -> observable.removeListener(refresh));
    followed.clear();
    if (empty || item == null) {
      setText(null);
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    switch (item) {
      case SidebarEntry.All _, SidebarEntry.Servers _, SidebarEntry.OfServer _ -> {
        // Nothing of it changes.
      }
      case SidebarEntry.OfHost(HostModel host) -> {
        followed.addAll(
            List.of(
                host.nameProperty(),
                host.stateProperty(),
                host.vms(),
                host.connectOnStartProperty()));
      }
      case SidebarEntry.OfVm(VmModel vm) ->
          followed.addAll(List.of(vm.nameProperty(), vm.stateProperty(), vm.savedProperty()));
    }
    followed.forEach(observable -> observable.addListener(refresh));
    refresh();
  }

  private void refresh() {
    icon.getStyleClass().remove(style);
    switch (getItem()) {
      case SidebarEntry.All _ ->
          show("all", MaterialDesignV.VIEW_LIST, Texts.text("app.all-vms"), "");
      case SidebarEntry.OfHost(HostModel host) -> {
        String state = host.stateProperty().get().name().toLowerCase(Locale.ROOT);
        show(
            "host-" + state,
            MaterialDesignS.SERVER,
            host.nameProperty().get(),
            host.vms().isEmpty() ? "" : "" + host.vms().size());
        setAccessibleText(host.nameProperty().get() + ", " + Texts.text("app.host." + state));
      }
      case SidebarEntry.Servers _ ->
          show("servers", MaterialDesignM.MONITOR_MULTIPLE, Texts.text("app.servers"), "");
      case SidebarEntry.OfServer(ServerEntry entry) -> {
        show("server", MaterialDesignM.MONITOR, entry.name(), "");
        setAccessibleText(entry.name() + ", " + entry.address());
      }
      case SidebarEntry.OfVm(VmModel vm) -> {
        VmState state = VmState.of(vm);
        show(state.style(), state.icon(), vm.nameProperty().get(), "");
        setAccessibleText(vm.nameProperty().get() + ", " + state.text());
      }
      case null -> setGraphic(null);
    }
  }

  private void show(String styleClass, org.kordamp.ikonli.Ikon code, String words, String number) {
    style = styleClass;
    icon.getStyleClass().add(style);
    icon.setIconCode(code);
    if (number.isEmpty()) {
      setText(words);
      setGraphic(icon);
      return;
    }
    Counted line = counted == null ? new Counted() : counted;
    counted = line;
    line.show(icon, words, number);
    setText(null);
    setGraphic(line);
  }

  /** Icon and words at the left, a number at the right; the few lines that count something. */
  private static final class Counted extends HBox {
    private final Label text = new Label();
    private final Label count = Controls.label("", "count");

    Counted() {
      super(8);
      setAlignment(Pos.CENTER_LEFT);
      text.setMinWidth(0);
      count.setMinWidth(USE_PREF_SIZE);
    }

    void show(FontIcon icon, String words, String number) {
      text.setText(words);
      count.setText(number);
      getChildren().setAll(icon, text, Controls.spring(), count);
    }
  }
}
