package io.quantix.desktop.guest;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.terminal.TerminalView;
import io.quantix.desktop.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** A shell in the guest, with how it stands above it. */
final class TerminalSection extends VBox {
  private final TerminalView view = new TerminalView();
  private final TerminalModel model;

  TerminalSection(GuestModel guest) {
    model = new TerminalModel(guest, view.terminal());
    getStyleClass().add("guest-terminal");
    Label standing = Controls.label("");
    standing.getStyleClass().add("quiet");
    Region between = new Region();
    HBox.setHgrow(between, Priority.ALWAYS);
    var again =
        Controls.iconButton(
            Texts.text("guest.terminal.again"),
            MaterialDesignR.REFRESH,
            () -> {
              model.open();
              view.requestFocus();
            });
    again.disableProperty().bind(model.openProperty());
    HBox tools =
        new HBox(
            4,
            standing,
            between,
            Controls.iconButton(
                Texts.text("serial.clear"), MaterialDesignE.ERASER, view.terminal()::clear),
            again);
    tools.getStyleClass().add("guest-tools");
    tools.setAlignment(Pos.CENTER_LEFT);
    view.setAccessibleText(Texts.text("guest.section.terminal"));
    VBox.setVgrow(view, Priority.ALWAYS);
    getChildren().addAll(tools, new FailureLine(model), view);
    model.openProperty().addListener(_ -> standing.setText(words()));
    model.exitProperty().addListener(_ -> standing.setText(words()));
    standing.setText(words());
  }

  private String words() {
    return model.openProperty().get()
        ? Texts.text("guest.terminal.open")
        : model.exitProperty().get().isPresent()
            ? Texts.text("guest.terminal.ended", model.exitProperty().get().getAsInt())
            : "";
  }

  TerminalModel model() {
    return model;
  }

  TerminalView view() {
    return view;
  }
}
