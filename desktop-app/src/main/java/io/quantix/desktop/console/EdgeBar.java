package io.quantix.desktop.console;

import javafx.animation.PauseTransition;
import javafx.animation.TranslateTransition;
import javafx.beans.InvalidationListener;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/**
 * A bar that slides in at the top edge of a full screen when the pointer rests there or the
 * keyboard asks for it, and covers nothing at any other time.
 */
final class EdgeBar {
  private static final double EDGE = 1;
  private static final double BELOW = 20;
  private static final Duration REST = Duration.millis(250);
  private static final Duration SLIDE = Duration.millis(140);

  private final StackPane area;
  private final Region bar;
  private final PauseTransition rest = new PauseTransition(REST);
  private final TranslateTransition slide;
  private final EventHandler<MouseEvent> onMove = this::moved;
  private final InvalidationListener focus = _ -> focusMoved();
  private boolean shown;

  /**
   * Makes one that does nothing before {@link #enter}.
   *
   * @param area what the bar slides over
   */
  EdgeBar(StackPane area, Region bar) {
    this.area = area;
    this.bar = bar;
    this.slide = new TranslateTransition(SLIDE, bar);
    rest.setOnFinished(_ -> show());
    slide.setOnFinished(_ -> bar.setVisible(shown));
  }

  /** The bar belongs to the edge from here on. */
  void enter() {
    StackPane.setAlignment(bar, Pos.TOP_CENTER);
    bar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    bar.getStyleClass().add("edge");
    area.getChildren().add(bar);
    area.addEventFilter(MouseEvent.MOUSE_MOVED, onMove);
    bar.focusWithinProperty().addListener(focus);
    shown = false;
    bar.setVisible(false);
    bar.setTranslateY(-60);
  }

  /** The bar is an ordinary one again. */
  void leave() {
    rest.stop();
    slide.stop();
    area.removeEventFilter(MouseEvent.MOUSE_MOVED, onMove);
    bar.focusWithinProperty().removeListener(focus);
    area.getChildren().remove(bar);
    bar.getStyleClass().remove("edge");
    bar.setMaxSize(Double.MAX_VALUE, Region.USE_COMPUTED_SIZE);
    bar.setTranslateY(0);
    bar.setVisible(true);
  }

  private void moved(MouseEvent event) {
    double y = area.sceneToLocal(event.getSceneX(), event.getSceneY()).getY();
    if (y > EDGE) {
      rest.stop();
    } else if (!shown) {
      rest.play();
    }
    if (shown && y > bar.getHeight() + BELOW && !bar.isFocusWithin()) {
      hide();
    }
  }

  private void focusMoved() {
    if (!bar.isFocusWithin() && !bar.isHover()) {
      hide();
    }
  }

  /** Slides it in. */
  void show() {
    shown = true;
    bar.setVisible(true);
    slideTo(0);
  }

  private void hide() {
    shown = false;
    slideTo(-bar.getHeight() - 2);
  }

  private void slideTo(double y) {
    slide.stop();
    slide.setToY(y);
    slide.play();
  }
}
