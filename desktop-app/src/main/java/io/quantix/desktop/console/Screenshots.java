package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncScreen;
import java.io.File;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/**
 * Pictures of a guest's screen, as it is and not as it is scaled, in files and in the clipboard.
 */
final class Screenshots {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH-mm-ss");

  private Screenshots() {}

  /** What was on the screen at one moment. */
  @SuppressWarnings("ArrayRecordComponent") // pixels, handed on once and compared by nobody
  record Shot(int width, int height, int[] argb) {
    /** Takes one of a whole desktop, or of one of its screens. */
    static Shot of(Framebuffer framebuffer, Optional<VncScreen> part) {
      int left = part.map(screen -> Math.clamp(screen.x(), 0, framebuffer.width() - 1)).orElse(0);
      int top = part.map(screen -> Math.clamp(screen.y(), 0, framebuffer.height() - 1)).orElse(0);
      int width =
          Math.min(
              part.map(VncScreen::width).orElse(framebuffer.width()), framebuffer.width() - left);
      int height =
          Math.min(
              part.map(VncScreen::height).orElse(framebuffer.height()), framebuffer.height() - top);
      int[] argb = new int[width * height];
      IntBuffer pixels = framebuffer.pixels();
      for (int y = 0; y < height; y++) {
        pixels.get((top + y) * framebuffer.width() + left, argb, y * width, width);
      }
      return new Shot(width, height, argb);
    }
  }

  /** A file's name for a picture of a machine, which may be called anything. */
  static String fileName(String machine, LocalDateTime when) {
    String safe = machine.replaceAll("[^\\p{L}\\p{N}._ -]+", "_").replaceAll("^[. ]+|[. ]+$", "");
    String name = safe.isEmpty() ? "console" : safe.substring(0, Math.min(80, safe.length()));
    return name + " " + TIME.format(when) + ".png";
  }

  /** Puts a picture into the clipboard. */
  static void copy(Shot shot) {
    WritableImage image = new WritableImage(shot.width, shot.height);
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            shot.width,
            shot.height,
            PixelFormat.getIntArgbInstance(),
            shot.argb,
            0,
            shot.width);
    ClipboardContent content = new ClipboardContent();
    content.putImage(image);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** Asks where a picture is to be written; empty if nowhere. */
  static Optional<Path> ask(AppContext context, String machine, Optional<Window> owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.text("console.screenshot.title"));
    chooser.setInitialFileName(fileName(machine, LocalDateTime.now(ZoneId.systemDefault())));
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
    Optional.of(context.settings().get().consoles().folder())
        .filter(folder -> !folder.isEmpty() && Files.isDirectory(Path.of(folder)))
        .ifPresent(folder -> chooser.setInitialDirectory(new File(folder)));
    File chosen = chooser.showSaveDialog(owner.orElse(null));
    return Optional.ofNullable(chosen).map(File::toPath);
  }

  /** Writes a picture on a thread of its own; what became of it is told. */
  static void save(ConsoleActions actions, Shot shot, Path file) {
    AppContext context = actions.context();
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      context
          .settings()
          .update(now -> now.withConsoles(now.consoles().withFolder(folder.toString())));
    }
    Thread.ofVirtual()
        .name("screenshot")
        .start(() -> {
          try {
            PngFile.write(file, shot.width, shot.height, IntBuffer.wrap(shot.argb));
            Platform.runLater(
                () -> actions.say(Texts.text("console.screenshot.saved", file.getFileName())));
          } catch (IOException e) {
            String why =
                Texts.text("app.picture.not-written", file, String.valueOf(e.getMessage()));
            Platform.runLater(() -> {
              actions.say(why);
              context
                  .notices()
                  .post(
                      new Notice(
                          Notice.Severity.ERROR, Texts.text("console.screenshot.failed"), why, ""));
            });
          }
        });
  }
}
