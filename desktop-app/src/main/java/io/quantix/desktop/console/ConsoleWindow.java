package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.WindowPlaces;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** A window with consoles as tabs; the tabs are shown where there is more than one. */
final class ConsoleWindow implements ConsoleFrame {
  private static final double WIDTH = 1024;
  private static final double HEIGHT = 780;

  private final ConsoleWindows windows;
  private final AppContext context;
  private final String key;
  private final Stage stage = new Stage();
  private final ConsoleTabs tabs = new ConsoleTabs(this, this::selected);
  private final StackPane root = new StackPane(tabs);
  private final Button overview = OverviewPane.button(this::showOverview);

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
            case NEXT -> tabs.step(1);
            case PREVIOUS -> tabs.step(-1);
          }
        });
  }

  private void selected(ConsoleContent content) {
    stage.titleProperty().bind(ConsoleTab.title(content));
    content.fullScreen(stage.isFullScreen());
  }

  private void dress() {
    overview.setVisible(tabs.showRow(stage.isFullScreen()));
    shown().ifPresent(content -> content.fullScreen(stage.isFullScreen()));
  }

  /** What its place is remembered by. */
  String key() {
    return key;
  }

  /** The console that is seen. */
  Optional<ConsoleContent> shown() {
    return tabs.shown();
  }

  /** All that are in it. */
  List<ConsoleContent> contents() {
    return tabs.contents();
  }

  /** The one that is known by a key. */
  Optional<ConsoleContent> find(String content) {
    return contents().stream().filter(each -> each.key().equals(content)).findFirst();
  }

  void add(ConsoleContent content) {
    tabs.add(content);
    content.placedIn(this);
    select(content);
    dress();
  }

  /** Takes a console out of the window without ending it. */
  void detach(ConsoleContent content) {
    tabs.detach(content);
    dress();
  }

  void closeIfEmpty() {
    if (tabs.getTabs().isEmpty()) {
      stage.close();
    }
  }

  void select(ConsoleContent content) {
    OverviewPane.leave(root);
    tabs.select(content);
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
  public void showOverview() {
    OverviewPane.over(root, windows.all(), shown(), windows::reveal);
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
