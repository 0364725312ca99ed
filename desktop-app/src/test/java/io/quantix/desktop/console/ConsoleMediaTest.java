package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.window.Fx;
import io.quantix.vnc.VncSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a console shares with a real server beside keys and picture. */
class ConsoleMediaTest {
  @TempDir Path folder;
  private VncServer server;
  private ConsoleFixture consoles;
  private ConsolePane pane;

  @BeforeEach
  void open() throws Exception {
    server = new VncServer(folder, "-SecurityTypes", "None");
    consoles = new ConsoleFixture(folder);
    pane = consoles.show(server);
    Fx.await(
        "live",
        () ->
            pane.settled().isDone() && pane.control().model().sessionProperty().get().isPresent());
  }

  @AfterEach
  void close() throws Exception {
    consoles.close();
    server.close();
  }

  /** A program in the guest that reads its clipboard, or owns it for as long as it is the owner. */
  private String xclip(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("xclip");
    command.addAll(List.of("-selection", "clipboard", "-display", server.display()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    if (!input.isEmpty()) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output =
        input.isEmpty()
            ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            : "";
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void textsGoBetweenBothClipboards() throws Exception {
    SystemClipboard here = new SystemClipboard();
    // Without a display no window gets the focus by itself.
    Fx.on(() -> {
      pane.control().media().takeFocus(true);
      here.setText("grüße → guest");
      return here;
    });
    Fx.await("in the guest", () -> xclip("", "-o").equals("grüße → guest"));
    xclip("from the guest ✓", "-i");
    Fx.await("here", () -> here.text().equals(Optional.of("from the guest ✓")));

    Fx.on(() -> {
      pane.control().choices().clipboardProperty().set(ClipboardPolicy.TO_GUEST);
      return pane;
    });
    xclip("not wanted", "-i");
    Fx.on(() -> {
      here.setText("wanted");
      return here;
    });
    Fx.await("in the guest", () -> xclip("", "-o").equals("wanted"));
    assertThat(Fx.on(here::text)).contains("wanted");
  }

  @Test
  void anotherQualityNeedsNoOtherConnection() throws Exception {
    Optional<VncSession> session = Fx.on(() -> pane.control().model().sessionProperty().get());
    for (Quality quality : List.of(Quality.LOW, Quality.AUTOMATIC, Quality.LOSSLESS)) {
      Fx.on(() -> {
        pane.control().choices().qualityProperty().set(quality);
        return quality;
      });
      assertThat(Fx.on(() -> pane.control().model().sessionProperty().get())).isEqualTo(session);
    }
    assertThat(session.orElseThrow().closed().toCompletableFuture()).isNotDone();
  }

  @Test
  void aFilmOfTheScreenIsFinishedAlsoWhenTheServerIsLost() throws Exception {
    Path film = folder.resolve("quantix-lab-film.mp4");
    Fx.on(() -> {
      pane.control().media().record(pane.control().actions(), film);
      return film;
    });
    assertThat(Fx.on(() -> pane.control().media().recordingProperty().get())).isTrue();
    server.stop();
    Fx.await("finished", () -> !pane.control().media().recordingProperty().get());
    assertThat(Fx.on(() -> pane.control().actions().messageProperty().get()))
        .contains("quantix-lab-film.mp4");
    Process probe =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name,width,height",
                "-of",
                "csv=p=0",
                film.toString())
            .start();
    assertThat(new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("h264,800,600");
  }
}
