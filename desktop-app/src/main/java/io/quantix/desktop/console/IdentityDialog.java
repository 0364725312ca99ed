package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.DialogForm;
import io.quantix.desktop.console.ConsoleQuestions.Decision;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncTrust.Identity;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The question whether a server that nobody vouches for is the right one. */
final class IdentityDialog {
  private static final double WIDTH = 560;

  private IdentityDialog() {}

  /**
   * Builds it.
   *
   * @param before the fingerprint that was trusted until now; empty if none was
   */
  static Dialog<Decision> build(Identity identity, Optional<String> before) {
    DialogForm form = new DialogForm(WIDTH);
    before.ifPresent(_ -> {
      Label loud = words(Texts.text("console.trust.changed.text"), "form-alarm");
      loud.setGraphic(new FontIcon(MaterialDesignS.SHIELD_ALERT));
      form.getChildren().add(loud);
    });
    form.getChildren().add(words(sentence(identity.problem()), "trust-problem"));
    GridPane facts = new GridPane(12, 8);
    row(facts, "console.trust.subject", identity.subject(), "form-fact");
    row(facts, "console.trust.issuer", identity.issuer(), "form-fact");
    row(facts, "console.trust.fingerprint", grouped(identity.fingerprint()), "form-code");
    before.ifPresent(
        fingerprint -> row(facts, "console.trust.before", grouped(fingerprint), "form-code"));
    form.getChildren().addAll(facts, words(Texts.text("console.trust.compare"), "form-note"));
    Dialog<Decision> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("app.prompt.title"));
    dialog.setHeaderText(
        Texts.text(
            before.isPresent() ? "console.trust.changed" : "console.trust.unknown",
            identity.peer(),
            identity.kind()));
    ButtonType remember =
        new ButtonType(Texts.text("app.prompt.trust"), ButtonBar.ButtonData.APPLY);
    ButtonType once =
        new ButtonType(Texts.text("app.prompt.trust-once"), ButtonBar.ButtonData.OTHER);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(remember, once, cancel);
    dialog.getDialogPane().setContent(form);
    // Whoever presses Enter without reading has trusted nobody.
    if (dialog.getDialogPane().lookupButton(cancel) instanceof Button button) {
      button.setDefaultButton(true);
    }
    if (before.isPresent()
        && dialog.getDialogPane().lookupButton(remember) instanceof Button button) {
      button.getStyleClass().add("danger");
    }
    dialog.setResultConverter(button ->
        remember.equals(button)
            ? Decision.REMEMBER
            : once.equals(button) ? Decision.ONCE : Decision.NO);
    return dialog;
  }

  private static void row(GridPane facts, String key, String value, String style) {
    if (!value.isEmpty()) {
      Label name = Controls.label(Texts.text(key), "fact-name");
      name.setMinWidth(Label.USE_PREF_SIZE);
      GridPane.setValignment(name, VPos.TOP);
      Label shown = words(value, style);
      shown.setMaxWidth(Double.MAX_VALUE);
      GridPane.setHgrow(shown, Priority.ALWAYS);
      facts.addRow(facts.getRowCount(), name, shown);
    }
  }

  private static Label words(String text, String style) {
    Label label = Controls.label(text, style);
    label.setWrapText(true);
    return label;
  }

  private static String sentence(String words) {
    String begun =
        words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    return begun.isEmpty() || begun.endsWith(".") ? begun : begun + ".";
  }

  // In lines of one length, so that two can be compared by eye.
  private static String grouped(String fingerprint) {
    return fingerprint.replaceAll("((?:[0-9A-Fa-f]{2}:){16})", "$1\n");
  }
}
