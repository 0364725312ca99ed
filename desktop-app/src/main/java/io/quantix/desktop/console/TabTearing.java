package io.quantix.desktop.console;

import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** A tab that is dragged off the row of tabs is torn off. */
final class TabTearing {
  private static final double DISTANCE = 40;

  private final TabPane tabs;
  private final Consumer<Tab> tear;
  private boolean held;

  TabTearing(TabPane tabs, Consumer<Tab> tear) {
    this.tabs = tabs;
    this.tear = tear;
    tabs.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
    tabs.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
  }

  private void pressed(MouseEvent event) {
    held = event.getButton() == MouseButton.PRIMARY && isOnTab(event.getTarget());
  }

  private void released(MouseEvent event) {
    Node header = tabs.lookup(".tab-header-area");
    if (!held || header == null) {
      return;
    }
    held = false;
    Bounds row = header.localToScreen(header.getLayoutBounds());
    boolean away =
        event.getScreenY() > row.getMaxY() + DISTANCE
            || event.getScreenY() < row.getMinY() - DISTANCE
            || event.getScreenX() > row.getMaxX() + DISTANCE
            || event.getScreenX() < row.getMinX() - DISTANCE;
    Tab pressed = tabs.getSelectionModel().getSelectedItem(); // pressing one has selected it
    if (away && pressed != null && tabs.getTabs().size() > 1) {
      // Not while the row of tabs itself still handles the drag.
      javafx.application.Platform.runLater(() -> tear.accept(pressed));
    }
  }

  private static boolean isOnTab(Object target) {
    for (Node node = target instanceof Node start ? start : null;
        node != null;
        node = node.getParent()) {
      if (node.getStyleClass().contains("tab-close-button")) {
        return false;
      }
      if (node.getStyleClass().contains("tab")) {
        return true;
      }
    }
    return false;
  }
}
