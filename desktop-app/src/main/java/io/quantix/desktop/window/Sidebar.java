package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.GradualFill;
import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.ServerActions;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.vm.VmListModel;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** The hosts with their VMs under them, the saved VNC servers, and the search. */
final class Sidebar extends VBox {
  private static final double ROW_HEIGHT = 32;

  private final VmListModel model;
  private final TextField search = new TextField();
  private final TreeView<SidebarEntry> tree = new TreeView<>();
  private final TreeItem<SidebarEntry> all = new TreeItem<>(new SidebarEntry.All());

  Sidebar(
      AppContext context,
      VmListModel model,
      HostActions hosts,
      ServerActions servers,
      Consumer<VmModel> onVm) {
    this.model = model;
    getStyleClass().add("sidebar");
    search.setPromptText(Texts.text("app.search"));
    search.setAccessibleText(Texts.text("app.search"));
    search.textProperty().bindBidirectional(model.textProperty());
    FontIcon magnifier = new FontIcon(MaterialDesignM.MAGNIFY);
    magnifier.setMouseTransparent(true);
    StackPane field = new StackPane(search, magnifier);
    StackPane.setAlignment(magnifier, Pos.CENTER_LEFT);
    field.getStyleClass().add("search");
    tree.setAccessibleText(Texts.text("app.hosts"));
    tree.setShowRoot(false);
    TreeItem<SidebarEntry> root = new TreeItem<>(new SidebarEntry.All());
    root.getChildren().add(all);
    tree.setRoot(root);
    tree.setFixedCellSize(ROW_HEIGHT);
    GradualFill fill = new GradualFill(tree, ROW_HEIGHT, ROW_HEIGHT * 2);
    tree.expandedItemCountProperty()
        .addListener((_, _, rows) -> {
          if (rows.intValue()
              > context.hosts().inventory().hosts().size()
                  + servers.servers().entries().size()
                  + 2) {
            fill.begin();
          }
        });
    tree.getStyleClass().add("edge-to-edge");
    tree.setCellFactory(_ -> new SidebarCell(hosts, servers));
    tree.setOnContextMenuRequested(request -> {
      TreeItem<SidebarEntry> selected = tree.getSelectionModel().getSelectedItem();
      if (request.isKeyboardTrigger()
          && selected != null
          && selected.getValue() instanceof SidebarEntry.OfHost(HostModel host)) {
        hosts.menu(host).show(tree, request.getScreenX(), request.getScreenY());
        request.consume();
      } else if (request.isKeyboardTrigger()
          && selected != null
          && selected.getValue() instanceof SidebarEntry.OfServer(ServerEntry entry)) {
        servers.menu(entry).show(tree, request.getScreenX(), request.getScreenY());
        request.consume();
      }
    });
    tree.setOnKeyPressed(key -> {
      TreeItem<SidebarEntry> selected = tree.getSelectionModel().getSelectedItem();
      if (key.getCode() == KeyCode.ENTER
          && selected != null
          && selected.getValue() instanceof SidebarEntry.OfServer(ServerEntry entry)) {
        servers.open(entry);
        key.consume();
      }
    });
    VBox.setVgrow(tree, Priority.ALWAYS);
    for (HostModel host : context.hosts().inventory().hosts()) {
      root.getChildren().add(new HostItem(host, model));
    }
    ServersItem saved = new ServersItem(servers.servers(), root);
    context
        .hosts()
        .inventory()
        .hosts()
        .addListener(
            (ListChangeListener<HostModel>)
                change -> {
                  while (change.next()) {
                    for (HostModel gone : change.getRemoved()) {
                      root.getChildren()
                          .removeIf(
                              item -> item instanceof HostItem host && host.host().equals(gone));
                    }
                    for (HostModel added : change.getAddedSubList()) {
                      int end = root.getChildren().indexOf(saved);
                      root.getChildren()
                          .add(
                              end < 0 ? root.getChildren().size() : end,
                              new HostItem(added, model));
                    }
                  }
                });
    tree.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, item) -> select(item == null ? new SidebarEntry.All() : item.getValue(), onVm));
    tree.getSelectionModel().select(all);
    Button add = Controls.button(Texts.text("app.add-host"), MaterialDesignP.PLUS, hosts::add);
    add.getStyleClass().add("flat");
    Button addServer =
        Controls.button(Texts.text("app.server.add"), MaterialDesignM.MONITOR_SHARE, servers::add);
    addServer.getStyleClass().add("flat");
    VBox bottom = new VBox(2, add, addServer);
    bottom.getStyleClass().add("sidebar-bottom");
    getChildren().addAll(field, tree, bottom);
  }

  private void select(SidebarEntry entry, Consumer<VmModel> onVm) {
    switch (entry) {
      case SidebarEntry.All _ -> model.scopeProperty().set(Optional.empty());
      case SidebarEntry.OfHost(HostModel host) -> model.scopeProperty().set(Optional.of(host));
      case SidebarEntry.OfVm(VmModel vm) -> {
        model.scopeProperty().set(Optional.of(vm.host()));
        onVm.accept(vm);
      }
      case SidebarEntry.Servers _, SidebarEntry.OfServer _ -> {
        // The list stays: it has VMs alone.
      }
    }
  }

  void focusSearch() {
    search.requestFocus();
    search.selectAll();
  }
}
