package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.recording.ScreenRecording;
import io.quantix.desktop.text.Texts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import javafx.stage.FileChooser;

/** Where films of a guest's screen go, and what is told of them. For the JavaFX thread. */
final class Films {
  private Films() {}

  /** A file's name for a film of a machine. */
  static String fileName(String machine, LocalDateTime when) {
    String picture = Screenshots.fileName(machine, when);
    return picture.substring(0, picture.length() - ".png".length()) + ".mp4";
  }

  /** Asks where a film is to be written; empty if nowhere. */
  static Optional<Path> ask(ConsoleActions actions) {
    AppContext context = actions.context();
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.text("console.recording.title"));
    chooser.setInitialFileName(
        fileName(actions.source().name().getValue(), LocalDateTime.now(ZoneId.systemDefault())));
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("MP4", "*.mp4"));
    Optional.of(context.settings().get().consoles().folder())
        .filter(folder -> !folder.isEmpty() && Files.isDirectory(Path.of(folder)))
        .ifPresent(folder -> chooser.setInitialDirectory(new File(folder)));
    return Optional.ofNullable(chooser.showSaveDialog(actions.owner().orElse(null)))
        .map(File::toPath);
  }

  /** Tells what became of a film. */
  static void tell(ConsoleActions actions, Path file, ScreenRecording.Outcome outcome) {
    if (outcome.failure().isPresent()) {
      IOException failure = outcome.failure().get();
      String why =
          Texts.text("app.picture.not-written", file, String.valueOf(failure.getMessage()));
      actions.say(why);
      actions
          .context()
          .notices()
          .post(new Notice(Notice.Severity.ERROR, Texts.text("console.recording.failed"), why, ""));
    } else {
      actions.say(
          outcome.files().size() == 1
              ? Texts.text("console.recording.saved", file.getFileName())
              : Texts.text(
                  "console.recording.saved-in-parts",
                  file.getFileName(),
                  "" + outcome.files().size()));
    }
  }
}
