package io.quantix.desktop.console;

import io.quantix.desktop.text.Texts;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Windows that fill a monitor of the person's choice. */
final class FullScreens {
  private FullScreens() {}

  /** Fills a monitor; a window that came from another one goes back there afterwards. */
  static void on(Stage stage, Screen monitor) {
    if (stage.isFullScreen()) {
      stage.setFullScreen(false);
    }
    double x = stage.getX();
    double y = stage.getY();
    Rectangle2D bounds = monitor.getVisualBounds();
    if (!bounds.contains(x + stage.getWidth() / 2, y + stage.getHeight() / 2)) {
      boolean maximised = stage.isMaximized();
      stage.setMaximized(false);
      stage.setX(bounds.getMinX());
      stage.setY(bounds.getMinY());
      stage
          .fullScreenProperty()
          .addListener(
              new ChangeListener<>() {
                @Override
                public void changed(
                    javafx.beans.value.ObservableValue<? extends Boolean> full,
                    Boolean before,
                    Boolean now) {
                  if (!now) {
                    full.removeListener(this);
                    stage.setX(x);
                    stage.setY(y);
                    stage.setMaximized(maximised);
                  }
                }
              });
    }
    stage.setFullScreen(true);
  }

  /** What a monitor is called: its number and its size in its own pixels. */
  static String name(Screen monitor) {
    List<Screen> all = Screen.getScreens();
    Rectangle2D bounds = monitor.getBounds();
    return Texts.text(
        "console.monitor",
        Integer.toString(all.indexOf(monitor) + 1),
        Long.toString(Math.round(bounds.getWidth() * monitor.getOutputScaleX())),
        Long.toString(Math.round(bounds.getHeight() * monitor.getOutputScaleY())));
  }
}
