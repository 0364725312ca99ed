package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Scaling;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ScrollPane;

/** Room for a guest's screen, scrolled where it is shown larger than the room is. */
final class ScreenScroll extends ScrollPane {
  private final FramebufferView view;

  ScreenScroll(FramebufferView view, ObservableValue<Scaling> scaling) {
    super(view);
    this.view = view;
    getStyleClass().addAll("edge-to-edge", "console-scroll");
    setFitToWidth(true);
    setFitToHeight(true);
    // Its skin has the viewport drawn into a cache first, and from there to the window.
    skinProperty().addListener(_ -> lookupAll(".viewport").forEach(each -> each.setCache(false)));
    scaling.subscribe(this::scale);
  }

  private void scale(Scaling scaling) {
    ScrollBarPolicy bars =
        ScreenPlace.scrolls(scaling) ? ScrollBarPolicy.AS_NEEDED : ScrollBarPolicy.NEVER;
    setHbarPolicy(bars);
    setVbarPolicy(bars);
    view.setScaling(scaling);
  }
}
