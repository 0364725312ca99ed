package io.quantix.desktop.console;

import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The text in this computer's clipboard, as JavaFX has it. For the JavaFX thread. */
final class SystemClipboard implements ClipboardLink.Here {
  @Override
  public Optional<String> text() {
    Clipboard clipboard = Clipboard.getSystemClipboard();
    return clipboard.hasString() ? Optional.ofNullable(clipboard.getString()) : Optional.empty();
  }

  @Override
  public void setText(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
