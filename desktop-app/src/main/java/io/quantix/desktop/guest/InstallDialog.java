package io.quantix.desktop.guest;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.DialogForm;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Window;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** Says how the agent comes into a guest. */
final class InstallDialog {
  private static final double WIDTH = 600;
  private static final int MOST_ROWS = 12;

  private InstallDialog() {}

  static void show(Optional<Window> owner) {
    Dialog<ButtonType> dialog = new Dialog<>();
    owner.ifPresent(dialog::initOwner);
    dialog.setTitle(Texts.text("guest.install.title"));
    dialog.setHeaderText(Texts.text("guest.install.header"));
    DialogForm form = new DialogForm(WIDTH);
    for (AgentInstall way : AgentInstall.values()) {
      Label words = Controls.label(way.words());
      words.setWrapText(true);
      form.getChildren().addAll(words, code(way.text()));
    }
    dialog.getDialogPane().setContent(form);
    dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
    dialog.show();
  }

  private static Node code(String text) {
    TextArea area = new TextArea(text);
    area.setEditable(false);
    area.getStyleClass().add("form-code");
    area.setPrefRowCount((int) Math.min(text.lines().count(), MOST_ROWS));
    area.setAccessibleText(text);
    HBox.setHgrow(area, Priority.ALWAYS);
    return new HBox(
        8,
        area,
        Controls.iconButton(
            Texts.text("guest.install.copy"),
            MaterialDesignC.CONTENT_COPY,
            () -> {
              ClipboardContent content = new ClipboardContent();
              content.putString(text);
              Clipboard.getSystemClipboard().setContent(content);
            }));
  }
}
