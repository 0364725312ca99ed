package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.console.InputSettingsDialog;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerActions;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.vm.VmActions;
import io.quantix.desktop.vm.VmListModel;
import io.quantix.desktop.vm.VmTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** The main window's content: hosts at the left, their VMs, and the one that is selected. */
public final class MainWindow extends StackPane {
  private static final double GUEST_WIDTH = 560;

  private final AppContext context;
  private final VmListModel model;
  private final VmActions actions;
  private final VmTable table;
  private final Sidebar sidebar;
  private final StackPane detail = new StackPane();
  private final VmPages pages;
  private final Label status = Controls.label("", "text-muted");
  private double narrow = 0.73;

  /**
   * Builds it over the context's hosts.
   *
   * @param servers the saved VNC servers
   * @param openScreen shows the screen of one of them
   */
  public MainWindow(AppContext context, SavedServers servers, Consumer<ConsoleSource> openScreen) {
    this.context = context;
    this.model = new VmListModel(context.hosts().inventory());
    this.actions = new VmActions(context);
    this.table = new VmTable(context, model, actions);
    this.pages = new VmPages(context, actions);
    HostActions hosts = new HostActions(context, this::owner);
    this.sidebar =
        new Sidebar(
            context,
            model,
            hosts,
            new ServerActions(servers, openScreen, this::owner),
            this::select);
    VmPane pane = new VmPane(model, table, actions, hosts);
    detail.getStyleClass().add("detail");
    detail.setMinWidth(300);
    pane.setMinWidth(320);
    SplitPane split = new SplitPane(sidebar, pane, detail);
    split.getStyleClass().add("main-split");
    split.setDividerPositions(0.19, narrow);
    pages.guestChosenProperty().addListener((_, _, guest) -> widen(split, guest));
    SplitPane.setResizableWithParent(sidebar, false);
    SplitPane.setResizableWithParent(detail, false);
    BorderPane root = new BorderPane(split);
    root.setBottom(statusBar());
    getStyleClass().add("main-window");
    getChildren().addAll(root, new NoticeToasts(context.notices()));
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<VmModel>) _ -> showDetail());
    InvalidationListener count = _ -> showStatus();
    model.count(VmListModel.StateFilter.ALL).addListener(count);
    model.count(VmListModel.StateFilter.RUNNING).addListener(count);
    showStatus();
    showDetail();
    Platform.runLater(table::requestFocus);
    sceneProperty()
        .addListener((_, _, scene) -> {
          if (scene != null) {
            scene
                .getAccelerators()
                .put(
                    new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN),
                    sidebar::focusSearch);
          }
        });
  }

  private HBox statusBar() {
    HBox bar =
        new HBox(
            8,
            status,
            Controls.spring(),
            new TasksButton(context.tasks()),
            new SettingsButton(
                context.settings(), () -> InputSettingsDialog.show(context.settings(), owner())));
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("status-bar");
    return bar;
  }

  private void showStatus() {
    status.setText(
        Texts.text(
            "app.status",
            model.count(VmListModel.StateFilter.ALL).get(),
            model.count(VmListModel.StateFilter.RUNNING).get()));
  }

  private void showDetail() {
    List<VmModel> selected = table.selected();
    boolean one = selected.size() == 1;
    pages.show(one ? Optional.of(selected.getFirst()) : Optional.empty());
    detail.getChildren().setAll(one ? pages : nothing(selected.size()));
  }

  // A guest's files and processes are wider than what a VM is made of.
  private void widen(SplitPane split, boolean guest) {
    SplitPane.Divider divider = split.getDividers().getLast();
    if (guest) {
      narrow = divider.getPosition();
      divider.setPosition(Math.min(narrow, 1 - GUEST_WIDTH / Math.max(1, split.getWidth())));
    } else {
      divider.setPosition(narrow);
    }
  }

  private static VBox nothing(int selected) {
    VBox box =
        new VBox(
            8,
            new FontIcon(MaterialDesignM.MONITOR_MULTIPLE),
            Controls.label(
                selected == 0
                    ? Texts.text("app.detail.none")
                    : Texts.text("app.detail.several", selected),
                "empty-title"),
            Controls.label(
                Texts.text(selected == 0 ? "app.detail.none.hint" : "app.detail.several.hint"),
                "empty-text"));
    box.getStyleClass().add("empty-state");
    box.setAlignment(Pos.CENTER);
    return box;
  }

  /** Selects a VM and shows it in detail. */
  public void select(VmModel vm) {
    if (!model.shown().contains(vm)) {
      model.textProperty().set("");
      model.stateFilterProperty().set(VmListModel.StateFilter.ALL);
    }
    table.getSelectionModel().clearSelection();
    table.getSelectionModel().select(vm);
    table.scrollTo(vm);
  }

  /** The pages of the VM that is selected. */
  VmPages pages() {
    return pages;
  }

  private Optional<Window> owner() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }
}
