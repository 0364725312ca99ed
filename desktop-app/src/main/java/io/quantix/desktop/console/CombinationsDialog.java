package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.DialogForm;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Window;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Adds, changes and removes combinations of keys for the menu. */
final class CombinationsDialog {
  private static final double WIDTH = 460;

  private CombinationsDialog() {}

  static void show(SettingsStore settings, Optional<Window> owner) {
    Dialog<Void> dialog = build(new CombinationList(settings));
    owner.ifPresent(dialog::initOwner);
    dialog.show();
  }

  static Dialog<Void> build(CombinationList model) {
    ListView<String> list = new ListView<>(model.combinations());
    list.setPrefHeight(180);
    list.setAccessibleText(Texts.text("console.combinations.list"));
    list.setPlaceholder(Controls.label(Texts.text("console.combinations.none"), "text-muted"));
    list.setCellFactory(_ -> new Cell());
    TextField field = new TextField();
    field.setPromptText("ctrl+shift+esc");
    field.setAccessibleText(Texts.text("console.combinations.field"));
    HBox.setHgrow(field, Priority.ALWAYS);
    Label problem = Controls.label("", "form-error");
    problem.setWrapText(true);
    Button add =
        Controls.button(
            Texts.text("app.add"),
            MaterialDesignP.PLUS,
            () -> tell(problem, field, model.add(field.getText())));
    Button change =
        Controls.button(
            Texts.text("console.combinations.change"),
            MaterialDesignC.CHECK,
            () -> {
              int index = list.getSelectionModel().getSelectedIndex();
              tell(problem, field, model.change(index, field.getText()));
            });
    Button remove =
        Controls.button(
            Texts.text("console.combinations.remove"),
            MaterialDesignD.DELETE_OUTLINE,
            () -> model.remove(list.getSelectionModel().getSelectedIndex()));
    var none = list.getSelectionModel().selectedItemProperty().isNull();
    change.disableProperty().bind(none.or(field.textProperty().isEmpty()));
    remove.disableProperty().bind(none);
    add.disableProperty().bind(field.textProperty().isEmpty());
    field.setOnAction(_ -> add.fire());
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, chosen) -> field.setText(chosen == null ? "" : chosen));
    Label hint = Controls.label(Texts.text("console.combinations.hint"), "form-note");
    hint.setWrapText(true);
    Dialog<Void> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("console.combinations.title"));
    dialog.setHeaderText(Texts.text("console.combinations.title"));
    dialog
        .getDialogPane()
        .setContent(
            new DialogForm(
                WIDTH, list, new HBox(8, field, add), hint, problem, new HBox(8, change, remove)));
    dialog
        .getDialogPane()
        .getButtonTypes()
        .add(new ButtonType(Texts.text("console.done"), ButtonBar.ButtonData.CANCEL_CLOSE));
    dialog.setOnShown(_ -> field.requestFocus());
    return dialog;
  }

  private static void tell(Label problem, TextField field, Optional<String> what) {
    UnaryOperator<String> sentence =
        words -> words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    problem.setText(sentence.apply(what.orElse("")));
    if (what.isEmpty()) {
      field.clear();
    }
  }

  private static final class Cell extends ListCell<String> {
    @Override
    protected void updateItem(String item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? null : ConsoleWords.shown(item));
    }
  }
}
