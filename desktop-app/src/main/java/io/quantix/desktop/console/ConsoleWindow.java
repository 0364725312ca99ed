package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.WindowPlaces;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** A window with consoles as tabs; the tabs are shown where there is more than one. */
final class ConsoleWindow implements ConsoleFrame {
  private static final double WIDTH = 1024;
  private static final double HEIGHT = 780;

  private final ConsoleWindows windows;
  private final AppContext context;
  private final String key;
  private final Stage stage = new Stage();
  private final TabPane tabs = new TabPane();
  private final StackPane root = new StackPane(tabs);
  private final Button overview =
      Controls.iconButton(
          Texts.text("console.overview"), MaterialDesignV.VIEW_GRID_OUTLINE, this::showOverview);

  /**
   * Makes one that is not shown before {@link #toFront}.
   *
   * @param key what its place is remembered by
   */
  ConsoleWindow(ConsoleWindows windows, AppContext context, String key) {
    this.windows = windows;
    this.context = context;
    this.key = key;
    root.getStyleClass().add("console-window");
    tabs.getStyleClass().add("console-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    tabs.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
    tabs.getSelectionModel().selectedItemProperty().addListener((_, _, tab) -> selected(tab));
    new TabTearing(tabs, tab -> setOwn(content(tab), true));
    overview.getStyleClass().add("overview-button");
    StackPane.setAlignment(overview, Pos.TOP_RIGHT);
    root.getChildren().add(overview);
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    windows.style(scene);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::shortcut);
    stage.setScene(scene);
    // Escape belongs to the guest; the edge's bar and this combination are the ways out.
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.fullScreenProperty().addListener(_ -> dress());
    WindowPlaces.restore(stage, key, context.settings());
    stage.setOnHidden(_ -> ended());
    dress();
  }

  private void shortcut(KeyEvent event) {
    ConsoleShortcut.of(event)
        .ifPresent(shortcut -> {
          event.consume();
          switch (shortcut) {
            case FULL_SCREEN -> toggleFullScreen();
            case CONTROLS -> shown().ifPresent(ConsoleContent::focusControls);
            case NEXT -> step(1);
            case PREVIOUS -> step(-1);
          }
        });
  }

  private void step(int by) {
    int count = tabs.getTabs().size();
    tabs.getSelectionModel()
        .select(Math.floorMod(tabs.getSelectionModel().getSelectedIndex() + by, count));
    shown().ifPresent(ConsoleContent::focus);
  }

  private void selected(Tab tab) {
    if (tab != null) {
      stage.titleProperty().bind(ConsoleTab.title(content(tab)));
      content(tab).fullScreen(stage.isFullScreen());
    }
  }

  // A single console needs no tabs, and a full screen shows the guest alone.
  private void dress() {
    boolean bare = tabs.getTabs().size() < 2 || stage.isFullScreen();
    tabs.getStyleClass().remove("bare");
    if (bare) {
      tabs.getStyleClass().add("bare");
    }
    overview.setVisible(!bare);
    shown().ifPresent(content -> content.fullScreen(stage.isFullScreen()));
  }

  private static ConsoleContent content(Tab tab) {
    return (ConsoleContent) tab.getUserData();
  }

  /** What its place is remembered by. */
  String key() {
    return key;
  }

  /** The console that is seen. */
  Optional<ConsoleContent> shown() {
    return Optional.ofNullable(tabs.getSelectionModel().getSelectedItem())
        .map(ConsoleWindow::content);
  }

  /** All that are in it. */
  List<ConsoleContent> contents() {
    return tabs.getTabs().stream().map(ConsoleWindow::content).toList();
  }

  /** The one that is known by a key. */
  Optional<ConsoleContent> find(String content) {
    return contents().stream().filter(each -> each.key().equals(content)).findFirst();
  }

  void add(ConsoleContent content) {
    Tab tab = ConsoleTab.of(content, this);
    tab.setOnCloseRequest(event -> {
      event.consume();
      close(content);
    });
    tabs.getTabs().add(tab);
    content.placedIn(this);
    select(content);
    dress();
  }

  /** Takes a console out of the window without ending it. */
  void detach(ConsoleContent content) {
    tabs.getTabs()
        .removeIf(tab -> {
          boolean gone = content(tab).equals(content);
          if (gone) {
            tab.setContent(null);
            ConsoleTab.release(tab);
          }
          return gone;
        });
    dress();
  }

  void closeIfEmpty() {
    if (tabs.getTabs().isEmpty()) {
      stage.close();
    }
  }

  void select(ConsoleContent content) {
    root.getChildren().removeIf(OverviewPane.class::isInstance);
    tabs.getTabs().stream()
        .filter(tab -> content(tab).equals(content))
        .forEach(tabs.getSelectionModel()::select);
    content.focus();
  }

  void toFront() {
    stage.setIconified(false);
    stage.show();
    stage.toFront();
    stage.requestFocus();
  }

  private void ended() {
    for (ConsoleContent content : contents()) {
      detach(content);
      content.close();
    }
    windows.closed(this);
  }

  void close() {
    stage.close();
  }

  @Override
  public Optional<Window> window() {
    return Optional.of(stage);
  }

  @Override
  public boolean isFullScreen() {
    return stage.isFullScreen();
  }

  @Override
  public void toggleFullScreen() {
    hint();
    stage.setFullScreen(!stage.isFullScreen());
  }

  private void hint() {
    stage.setFullScreenExitHint(
        InputChoices.fullScreenHint(context.settings().get().consoles().input()));
  }

  @Override
  public void fullScreenOn(Screen monitor) {
    hint();
    FullScreens.on(stage, monitor);
  }

  @Override
  public boolean isOwn(ConsoleContent content) {
    return windows.isOwn(this);
  }

  @Override
  public void setOwn(ConsoleContent content, boolean own) {
    windows.move(context, this, content, own);
  }

  @Override
  public boolean opensTabs() {
    return context.settings().get().consoles().tabs();
  }

  @Override
  public void setOpensTabs(boolean value) {
    context.settings().update(now -> now.withConsoles(now.consoles().withTabs(value)));
  }

  @Override
  public void showOverview() {
    root.getChildren().removeIf(OverviewPane.class::isInstance);
    OverviewPane pane = new OverviewPane(windows.all(), shown(), windows::reveal);
    root.getChildren().add(pane);
    pane.requestFocus();
  }

  @Override
  public int consoles() {
    return windows.all().size();
  }

  @Override
  public void show(String content, Supplier<ConsoleContent> made) {
    windows.show(context, content, made);
  }

  @Override
  public void close(ConsoleContent content) {
    detach(content);
    content.close();
    closeIfEmpty();
  }
}
