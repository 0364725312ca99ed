package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.DialogForm;
import io.quantix.desktop.console.ConsoleQuestions.Given;
import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import java.util.Locale;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** The question for a user and a password. */
final class CredentialDialog {
  private static final double WIDTH = 440;

  private CredentialDialog() {}

  /**
   * Builds it.
   *
   * @param screen whose screen it is
   */
  static Dialog<Given> build(
      VncCredentials.Request request, String screen, boolean again, boolean keyring) {
    TextField user = new TextField();
    user.setText(request.wantsUser() ? System.getProperty("user.name", "") : "");
    PasswordField password = new PasswordField();
    GridPane fields = new GridPane(12, 10);
    if (request.wantsUser()) {
      row(fields, "app.prompt.user_name", user);
    }
    row(fields, "app.prompt.password", password);
    ComboBox<Keeping> keeping = keeping(keyring);
    row(fields, "app.prompt.keeping", keeping);
    DialogForm form = new DialogForm(WIDTH);
    if (again) {
      form.getChildren().add(words(Texts.text("app.prompt.again"), "form-error"));
    }
    form.getChildren().add(fields);
    if (!request.encrypted() || !request.verified()) {
      Label risk =
          words(
              Texts.text(
                  request.encrypted() ? "console.ask.unverified" : "console.ask.not-encrypted"),
              "form-risk");
      risk.setGraphic(new FontIcon(MaterialDesignL.LOCK_OPEN_ALERT_OUTLINE));
      form.getChildren().add(risk);
    }
    form.getChildren()
        .add(
            words(
                Texts.text("console.ask.security", request.peer(), request.security()),
                "form-note"));
    Dialog<Given> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("app.prompt.title"));
    dialog.setHeaderText(Texts.text("console.ask.header", screen));
    ButtonType ok = new ButtonType(Texts.text("app.prompt.ok"), ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(ok, cancel);
    dialog.getDialogPane().setContent(form);
    dialog.setOnShown(_ -> (request.wantsUser() ? user : password).requestFocus());
    // JavaFX's field holds a String, which nobody can wipe.
    dialog.setResultConverter(button ->
        ok.equals(button)
            ? new Given(
                new VncCredential(user.getText(), password.getText().toCharArray()),
                keeping.getValue())
            : null);
    return dialog;
  }

  private static void row(GridPane fields, String key, javafx.scene.control.Control field) {
    Label label = Controls.label(Texts.text(key));
    label.setMinWidth(Label.USE_PREF_SIZE);
    label.setLabelFor(field);
    field.setAccessibleText(Texts.text(key));
    field.setMaxWidth(Double.MAX_VALUE);
    GridPane.setHgrow(field, Priority.ALWAYS);
    fields.addRow(fields.getRowCount(), label, field);
  }

  private static Label words(String text, String style) {
    Label label = Controls.label(text, style);
    label.setWrapText(true);
    return label;
  }

  private static ComboBox<Keeping> keeping(boolean keyring) {
    ComboBox<Keeping> choice = new ComboBox<>();
    choice.getItems().setAll(Keeping.NOT, Keeping.UNTIL_THE_END);
    if (keyring) {
      choice.getItems().add(Keeping.KEYRING);
    }
    choice.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Keeping each) {
            return each == null
                ? ""
                : Texts.text("app.prompt.keeping." + each.name().toLowerCase(Locale.ROOT));
          }

          @Override
          public Keeping fromString(String words) {
            throw new UnsupportedOperationException("nobody types it");
          }
        });
    choice.setValue(Keeping.UNTIL_THE_END);
    return choice;
  }
}
