package io.quantix.desktop.vm;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.SampleHistory;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A load over the last two minutes, with its present value. */
final class LoadChart extends VBox {
  private final Label value = Controls.label("", "chart-value");
  private final Sparkline line;

  LoadChart(String style, String title) {
    getStyleClass().add("load-chart");
    line = new Sparkline(style, 120, 48);
    VBox.setVgrow(line, Priority.ALWAYS);
    getChildren()
        .addAll(new HBox(Controls.label(title, "text-muted"), Controls.spring(), value), line);
    setMinWidth(0);
  }

  void draw(SampleHistory history, String now) {
    value.setText(now);
    line.draw(history);
  }
}
