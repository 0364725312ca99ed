package io.quantix.desktop.guest;

import io.quantix.desktop.guest.FileTransfers.Conflict;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;

/** Asks what becomes of a file that is there already; keeping both loses nothing. */
final class ConflictDialog {
  private ConflictDialog() {}

  static CompletableFuture<Conflict> ask(Optional<Window> owner, String name) {
    ButtonType replace =
        new ButtonType(Texts.text("guest.conflict.replace"), ButtonBar.ButtonData.LEFT);
    ButtonType both =
        new ButtonType(Texts.text("guest.conflict.both"), ButtonBar.ButtonData.OK_DONE);
    ButtonType skip = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    Alert alert =
        new Alert(Alert.AlertType.WARNING, Texts.text("guest.conflict.loss"), replace, both, skip);
    owner.ifPresent(alert::initOwner);
    alert.setTitle(Texts.text("guest.conflict.title", name));
    alert.setHeaderText(Texts.text("guest.conflict.title", name));
    CompletableFuture<Conflict> answer = new CompletableFuture<>();
    alert.setOnHidden(_ -> {
      ButtonType chosen = alert.getResult();
      answer.complete(
          replace.equals(chosen)
              ? Conflict.REPLACE
              : both.equals(chosen) ? Conflict.KEEP_BOTH : Conflict.SKIP);
    });
    alert.show();
    return answer;
  }
}
