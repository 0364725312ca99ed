package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.SecretAsker.Answer;
import io.quantix.desktop.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The question for a secret. */
final class SecretDialog {
  private SecretDialog() {}

  static Dialog<Answer> build(SecretPromptModel model) {
    TextField field = model.echo() ? new TextField() : new PasswordField();
    Label label = Controls.label(model.label(), "form-label");
    label.setWrapText(true);
    label.setLabelFor(field);
    field.setAccessibleText(model.label());
    ComboBox<Keeping> keeping = keeping(model);
    VBox form = new VBox(10);
    model
        .problem()
        .ifPresent(words -> {
          Label problem = Controls.label(words, "form-error");
          problem.setWrapText(true);
          form.getChildren().add(problem);
        });
    form.getChildren().addAll(label, field);
    if (!model.choices().isEmpty()) {
      Label remember = Controls.label(Texts.text("app.prompt.keeping"));
      remember.setLabelFor(keeping);
      HBox row = new HBox(10, remember, keeping);
      row.setAlignment(Pos.CENTER_LEFT);
      form.getChildren().add(row);
    }
    model
        .keyringMissing()
        .ifPresent(words -> {
          Label why = Controls.label(words, "form-note");
          why.setWrapText(true);
          form.getChildren().add(why);
        });
    form.getStyleClass().add("form");
    form.setPrefWidth(420);
    Dialog<Answer> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("app.prompt.title"));
    dialog.setHeaderText(model.header());
    ButtonType ok = new ButtonType(Texts.text("app.prompt.ok"), ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(ok, cancel);
    dialog.getDialogPane().setContent(form);
    dialog.setOnShown(_ -> field.requestFocus());
    // JavaFX's field holds a String, which nobody can wipe.
    dialog.setResultConverter(button ->
        ok.equals(button) ? new Answer(field.getText().toCharArray(), keeping.getValue()) : null);
    return dialog;
  }

  private static ComboBox<Keeping> keeping(SecretPromptModel model) {
    ComboBox<Keeping> choice = new ComboBox<>();
    choice.getItems().setAll(model.choices());
    choice.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Keeping each) {
            return each == null ? "" : SecretPromptModel.words(each);
          }

          @Override
          public Keeping fromString(String words) {
            throw new UnsupportedOperationException("nobody types it");
          }
        });
    choice.setValue(model.choices().isEmpty() ? Keeping.NOT : model.suggestion());
    choice.setAccessibleText(Texts.text("app.prompt.keeping"));
    return choice;
  }
}
