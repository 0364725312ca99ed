package io.quantix.desktop.vm;

import io.quantix.desktop.model.SampleHistory;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/** The last samples of a load, 0 to 1, as a line over its area; the newest at the right. */
final class Sparkline extends Region {
  private final Polyline line = new Polyline();
  private final Polygon area = new Polygon();
  private Double[] linePoints = new Double[0];

  Sparkline(String style, double width, double height) {
    getStyleClass().addAll("sparkline", style);
    line.getStyleClass().add("sparkline-line");
    area.getStyleClass().add("sparkline-area");
    line.setManaged(false);
    area.setManaged(false);
    getChildren().addAll(area, line);
    setPrefSize(width, height);
    setMinSize(24, height);
    setMaxHeight(height);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
  }

  /** Draws what the history holds now. */
  void draw(SampleHistory history) {
    int size = history.size();
    if (size < 2) {
      line.getPoints().clear();
      area.getPoints().clear();
      return;
    }
    double width = getWidth() > 0 ? getWidth() : getPrefWidth();
    double height = getHeight() > 0 ? getHeight() : getPrefHeight();
    double step = width / (history.capacity() - 1);
    double left = width - step * (size - 1);
    if (linePoints.length != size * 2) {
      linePoints = new Double[size * 2];
    }
    for (int i = 0; i < size; i++) {
      linePoints[2 * i] = left + step * i;
      linePoints[2 * i + 1] = 1 + (height - 2) * (1 - history.get(i));
    }
    line.getPoints().setAll(linePoints);
    area.getPoints().setAll(linePoints);
    area.getPoints().addAll(width, height, left, height);
  }
}
