package io.quantix.desktop.app;

import io.quantix.desktop.app.Settings.WindowPlace;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** Puts windows where they were, and remembers where they are. */
public final class WindowPlaces {
  private static final double LEAST_VISIBLE = 80;

  private WindowPlaces() {}

  /** Gives a window its place, if that can still be seen, and keeps it when the window closes. */
  public static void restore(Stage stage, String key, SettingsStore settings) {
    WindowPlace place = settings.get().windows().get(key);
    if (place != null && visible(place)) {
      stage.setX(place.x());
      stage.setY(place.y());
      stage.setWidth(place.width());
      stage.setHeight(place.height());
      stage.setMaximized(place.maximised());
    }
    stage.addEventHandler(
        WindowEvent.WINDOW_HIDING,
        _ -> {
          if (!stage.isFullScreen() && !stage.isIconified()) {
            settings.update(now ->
                now.withWindow(
                    key,
                    new WindowPlace(
                        stage.getX(),
                        stage.getY(),
                        stage.getWidth(),
                        stage.getHeight(),
                        stage.isMaximized())));
          }
        });
  }

  private static boolean visible(WindowPlace place) {
    return place.width() >= LEAST_VISIBLE
        && place.height() >= LEAST_VISIBLE
        && !Screen.getScreensForRectangle(
                place.x() + place.width() / 2 - LEAST_VISIBLE / 2,
                place.y(),
                LEAST_VISIBLE,
                LEAST_VISIBLE)
            .isEmpty();
  }
}
