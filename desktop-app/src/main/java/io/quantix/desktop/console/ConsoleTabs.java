package io.quantix.desktop.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** Consoles as tabs; their row is shown where there is more than one and room for it. */
final class ConsoleTabs extends TabPane {
  private static final String BARE = "bare";

  private final ConsoleFrame frame;

  /**
   * Makes one without consoles.
   *
   * @param frame what they can ask of their window
   * @param onSelected told which one is seen now
   */
  ConsoleTabs(ConsoleFrame frame, Consumer<ConsoleContent> onSelected) {
    this.frame = frame;
    getStyleClass().add("console-tabs");
    setTabClosingPolicy(TabClosingPolicy.ALL_TABS);
    setTabDragPolicy(TabDragPolicy.REORDER);
    getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, tab) -> {
          if (tab != null) {
            onSelected.accept(content(tab));
          }
        });
    new TabTearing(this, tab -> frame.setOwn(content(tab), true));
  }

  private static ConsoleContent content(Tab tab) {
    return (ConsoleContent) tab.getUserData();
  }

  /** The console that is seen. */
  Optional<ConsoleContent> shown() {
    return Optional.ofNullable(getSelectionModel().getSelectedItem()).map(ConsoleTabs::content);
  }

  /** All of them, in their order. */
  List<ConsoleContent> contents() {
    return getTabs().stream().map(ConsoleTabs::content).toList();
  }

  void add(ConsoleContent content) {
    Tab tab = ConsoleTab.of(content, frame);
    tab.setOnCloseRequest(event -> {
      event.consume();
      frame.close(content);
    });
    getTabs().add(tab);
  }

  /** Takes a console out without ending it. */
  void detach(ConsoleContent content) {
    getTabs()
        .removeIf(tab -> {
          boolean gone = content(tab).equals(content);
          if (gone) {
            tab.setContent(null);
            ConsoleTab.release(tab);
          }
          return gone;
        });
  }

  void select(ConsoleContent content) {
    getTabs().stream()
        .filter(tab -> content(tab).equals(content))
        .forEach(getSelectionModel()::select);
  }

  /** Shows the one that is so many after the one that is seen; after the last comes the first. */
  void step(int by) {
    int count = getTabs().size();
    getSelectionModel().select(Math.floorMod(getSelectionModel().getSelectedIndex() + by, count));
    shown().ifPresent(ConsoleContent::focus);
  }

  /**
   * Shows or hides the row of tabs: a single console needs none, and a full screen shows the guest
   * alone.
   *
   * @return whether it is shown
   */
  boolean showRow(boolean fullScreen) {
    boolean bare = getTabs().size() < 2 || fullScreen;
    getStyleClass().remove(BARE);
    if (bare) {
      getStyleClass().add(BARE);
    }
    return !bare;
  }
}
