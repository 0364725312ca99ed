package io.quantix.desktop.vm;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** Lets the user choose which disk images go with the VMs that are to be deleted. */
final class ImageChoiceView extends VBox {
  // More lines than these are scrolled.
  private static final int SHOWN_WHOLE = 6;
  private static final double HIGHEST = 240;

  private final ImageChoice model;
  private final Label about = Controls.label("", "text-muted");

  ImageChoiceView(ImageChoice model) {
    super(8);
    this.model = model;
    getStyleClass().add("image-choice");
    wrap(about);
    InvalidationListener refresh = _ -> refresh();
    model.lines().addListener(refresh);
    model.awaitedProperty().addListener(refresh);
    refresh();
  }

  private void refresh() {
    boolean any = model.lines().stream().anyMatch(ImageChoice.Line::canBeDeleted);
    about.setText(
        model.awaitedProperty().get() > 0
            ? Texts.text("vm.images.looking")
            : Texts.text(
                any
                    ? "vm.images.choose"
                    : model.lines().isEmpty() ? "vm.images.none" : "vm.images.all-kept"));
    VBox list = new VBox(8);
    list.getChildren().setAll(model.lines().stream().map(ImageChoiceView::show).toList());
    getChildren().setAll(about, list);
    if (model.lines().size() > SHOWN_WHOLE) {
      ScrollPane scroll = new ScrollPane(list);
      scroll.setFitToWidth(true);
      scroll.setMinHeight(HIGHEST);
      scroll.setPrefHeight(HIGHEST);
      getChildren().setAll(about, scroll);
    }
    // Once the new lines have their style, and with it their height.
    Platform.runLater(() -> {
      if (getScene() != null && getScene().getWindow() != null) {
        getScene().getWindow().sizeToScene();
      }
    });
  }

  private static Node show(ImageChoice.Line line) {
    if (!line.canBeDeleted()) {
      return wrap(Controls.label(line.words(), "text-muted"));
    }
    CheckBox box = new CheckBox(line.words());
    box.setMnemonicParsing(false);
    box.selectedProperty().bindBidirectional(line.chosen());
    return wrap(box);
  }

  private static <T extends Labeled> T wrap(T labeled) {
    labeled.setWrapText(true);
    labeled.setMinHeight(USE_PREF_SIZE);
    return labeled;
  }
}
