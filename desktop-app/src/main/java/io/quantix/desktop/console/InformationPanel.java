package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** What is known of a console's connection, refreshed each second while it can be seen. */
final class InformationPanel extends VBox {
  private static final double WIDTH = 296;

  private final ConsoleModel model;
  private final ConsoleInformation information = new ConsoleInformation();
  private final Label warning = Controls.label("", "info-warning");
  private final GridPane figures = new GridPane(12, 8);
  private final Timeline clock = new Timeline(new KeyFrame(Duration.seconds(1), _ -> refresh()));

  InformationPanel(ConsoleModel model, Runnable close) {
    this.model = model;
    getStyleClass().add("info-panel");
    setMinWidth(WIDTH);
    setPrefWidth(WIDTH);
    setMaxWidth(WIDTH);
    HBox head =
        new HBox(
            4,
            Controls.label(Texts.text("console.info"), "info-title"),
            Controls.spring(),
            Controls.iconButton(
                Texts.text("console.info.copy"), MaterialDesignC.CONTENT_COPY, this::copy),
            Controls.iconButton(Texts.text("console.info.close"), MaterialDesignC.CLOSE, close));
    head.setAlignment(Pos.CENTER_LEFT);
    warning.setGraphic(new FontIcon(MaterialDesignL.LOCK_OPEN_ALERT_OUTLINE));
    warning.setWrapText(true);
    warning.setMaxWidth(Double.MAX_VALUE);
    getChildren().addAll(head, warning, figures);
    clock.setCycleCount(Animation.INDEFINITE);
    sceneProperty()
        .addListener((_, _, scene) -> {
          if (scene == null) {
            clock.stop();
          } else {
            refresh();
            clock.playFromStart();
          }
        });
  }

  private void refresh() {
    model
        .sessionProperty()
        .get()
        .ifPresentOrElse(
            session -> information.update(session.statistics(), session.name(), System.nanoTime()),
            information::clear);
    warning.setText(information.warning().orElse(""));
    warning.setVisible(information.warning().isPresent());
    warning.setManaged(warning.isVisible());
    figures.getChildren().clear();
    int row = 0;
    for (ConsoleInformation.Line line : information.lines()) {
      Label name = Controls.label(line.name(), "info-name");
      Label value = Controls.label(line.value(), "info-value");
      name.setMinWidth(USE_PREF_SIZE);
      value.setWrapText(true);
      GridPane.setHgrow(value, Priority.ALWAYS);
      GridPane.setValignment(name, javafx.geometry.VPos.TOP);
      name.setLabelFor(value);
      figures.addRow(row++, name, value);
    }
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(information.text());
    Clipboard.getSystemClipboard().setContent(content);
  }
}
