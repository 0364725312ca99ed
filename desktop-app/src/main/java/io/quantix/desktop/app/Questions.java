package io.quantix.desktop.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Dialog;
import javafx.stage.Window;

/** Questions that a thread other than JavaFX's has for a person. */
public final class Questions {
  private static final System.Logger LOG = System.getLogger(Questions.class.getName());

  private Questions() {}

  /**
   * Shows a dialog and waits for its answer; who is interrupted meanwhile takes the dialog away
   * with it. Never on the JavaFX thread.
   *
   * @param question makes the dialog; called on the JavaFX thread
   * @param owner the window that it belongs to; asked on the JavaFX thread
   * @return empty if the person turned the question away, or it could not be asked
   */
  public static <T> Optional<T> ask(
      Supplier<Dialog<T>> question, Supplier<Optional<Window>> owner) {
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
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "a question could not be asked", e.getCause());
      return Optional.empty();
    }
  }
}
