package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.Questions;
import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.SecretAsker;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter.HostKey;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.Trust;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks for what a connection needs in dialogs. */
final class PromptDialogs implements SecretAsker {
  private final Supplier<Optional<Window>> owner;
  // Who has chosen a place for one answer likely wants the same for the next.
  private volatile Keeping preferred = Keeping.UNTIL_THE_END;

  /**
   * Makes one.
   *
   * @param owner the window that the dialogs belong to; asked on the JavaFX thread
   */
  PromptDialogs(Supplier<Optional<Window>> owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Answer> secret(Question question) {
    Optional<Answer> answer =
        Questions.ask(() -> SecretDialog.build(new SecretPromptModel(question, preferred)), owner);
    answer
        .filter(_ -> question.request().kind() != SecretKind.ANSWER)
        .ifPresent(given -> preferred = given.keeping());
    return answer;
  }

  @Override
  public Trust unknownHost(HostKey key) {
    return Questions.ask(() -> hostKeyDialog(key), owner).orElse(Trust.NO);
  }

  /** The question whether a host is the right one. */
  Dialog<Trust> hostKeyDialog(HostKey key) {
    Label what =
        Controls.label(Texts.text("app.prompt.unknown-host.text", key.algorithm()), "form-label");
    Label fingerprint = Controls.label(key.fingerprint(), "form-code");
    fingerprint.setMaxWidth(Double.MAX_VALUE);
    Label compare = Controls.label(Texts.text("app.prompt.unknown-host.compare"), "form-label");
    what.setWrapText(true);
    compare.setWrapText(true);
    VBox form = new VBox(10, what, fingerprint, compare);
    form.getStyleClass().add("form");
    form.setPrefWidth(520);
    Dialog<Trust> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("app.prompt.title"));
    dialog.setHeaderText(
        Texts.text("app.prompt.unknown-host", key.host(), Integer.toString(key.port())));
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
    dialog.setResultConverter(button ->
        remember.equals(button) ? Trust.REMEMBER : once.equals(button) ? Trust.ONCE : Trust.NO);
    return dialog;
  }
}
