package io.quantix.desktop.guest;

import io.quantix.desktop.app.Controls;
import java.util.Optional;
import javafx.scene.control.Label;

/** Why the guest did not do what it was asked last; not there while it does. */
final class FailureLine extends Label {
  FailureLine(SectionModel model) {
    super(
        "",
        new org.kordamp.ikonli.javafx.FontIcon(
            org.kordamp.ikonli.materialdesign2.MaterialDesignA.ALERT_CIRCLE_OUTLINE));
    getStyleClass().add("guest-failure");
    setWrapText(true);
    setMaxWidth(Double.MAX_VALUE);
    setMinHeight(USE_PREF_SIZE);
    Controls.tip(this, this::getText);
    model.failureProperty().addListener((_, _, now) -> show(now));
    show(model.failureProperty().get());
  }

  private void show(Optional<GuestFailure> failure) {
    setText(failure.map(GuestFailure::text).orElse(""));
    setVisible(failure.isPresent());
    setManaged(failure.isPresent());
  }
}
