package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/**
 * Asks for what a connection needs in dialogs. An answer may be remembered until the program ends,
 * in memory alone; one that turned out wrong is forgotten.
 */
final class PromptDialogs implements Prompter {
  private record Remembered(SecretKind kind, String subject) {}

  private static final System.Logger LOG = System.getLogger(PromptDialogs.class.getName());

  private final Supplier<Optional<Window>> owner;
  private final Map<Remembered, char[]> remembered = new HashMap<>();

  /**
   * Makes one.
   *
   * @param owner the window that the dialogs belong to; asked on the JavaFX thread
   */
  PromptDialogs(Supplier<Optional<Window>> owner) {
    this.owner = owner;
  }

  @Override
  public Optional<char[]> secret(SecretRequest request) {
    Remembered key = new Remembered(request.kind(), request.subject());
    synchronized (remembered) {
      char[] known = remembered.get(key);
      if (known != null && request.attempt() == 1) {
        return Optional.of(known.clone());
      }
      remembered.remove(key);
    }
    Optional<Answer> answer = onFx(() -> secretDialog(request), Optional.empty());
    if (answer.isPresent() && answer.get().remember()) {
      synchronized (remembered) {
        remembered.put(key, answer.get().secret().toCharArray());
      }
    }
    return answer.map(given -> given.secret().toCharArray());
  }

  @Override
  public Trust unknownHost(HostKey key) {
    return onFx(() -> hostKeyDialog(key), Optional.<Trust>empty()).orElse(Trust.NO);
  }

  /** An answer, and whether to keep it. */
  record Answer(String secret, boolean remember) {}

  /** The question for a secret. */
  Dialog<Answer> secretDialog(SecretRequest request) {
    String kind = request.kind().name().toLowerCase(Locale.ROOT);
    TextField field = request.echo() ? new TextField() : new PasswordField();
    Label label =
        Controls.label(
            request.prompt().isBlank() ? Texts.text("app.prompt." + kind) : request.prompt(),
            "form-label");
    label.setWrapText(true);
    label.setLabelFor(field);
    field.setAccessibleText(label.getText());
    CheckBox remember = new CheckBox(Texts.text("app.prompt.remember"));
    remember.setSelected(request.kind() != SecretKind.ANSWER);
    VBox form = new VBox(10, label, field, remember);
    if (request.kind() == SecretKind.ANSWER) {
      form.getChildren().remove(remember);
    }
    if (request.attempt() > 1) {
      form.getChildren().addFirst(Controls.label(Texts.text("app.prompt.again"), "form-error"));
    }
    form.getStyleClass().add("form");
    form.setPrefWidth(420);
    Dialog<Answer> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("app.prompt.title"));
    dialog.setHeaderText(Texts.text("app.prompt.header." + kind, request.subject()));
    ButtonType ok = new ButtonType(Texts.text("app.prompt.ok"), ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(ok, cancel);
    dialog.getDialogPane().setContent(form);
    dialog.setOnShown(_ -> field.requestFocus());
    dialog.setResultConverter(
        button -> ok.equals(button) ? new Answer(field.getText(), remember.isSelected()) : null);
    return dialog;
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

  // Waits for an answer; who is interrupted meanwhile takes the dialog away with it.
  private <T> Optional<T> onFx(Supplier<Dialog<T>> question, Optional<T> none) {
    CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
    CompletableFuture<Dialog<T>> shown = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        Dialog<T> dialog = question.get();
        owner.get().ifPresent(dialog::initOwner);
        dialog.setOnHidden(_ -> answer.complete(Optional.ofNullable(dialog.getResult())));
        shown.complete(dialog);
        dialog.show();
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var _ = shown.thenAccept(dialog -> Platform.runLater(dialog::close));
      return none;
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "a question could not be asked", e.getCause());
      return none;
    }
  }
}
