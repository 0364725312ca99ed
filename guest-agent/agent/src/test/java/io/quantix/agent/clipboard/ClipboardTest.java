package io.quantix.agent.clipboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.Programs;
import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.session.DesktopSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real X server and its clipboard. */
@Timeout(180)
class ClipboardTest {
  private static Clipboard on(String display, Programs programs) throws Exception {
    int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new Clipboard(new DesktopSession(uid, 0, Map.of("DISPLAY", display)), programs, uid);
  }

  private static ErrorCode code(Clipboard clipboard, Clipboard.Type type) {
    return catchThrowableOfType(AgentException.class, () -> clipboard.get(type)).code();
  }

  /** The program that hands it out goes on when the one that was started has ended. */
  private static boolean holds(Clipboard clipboard, Clipboard.Type type, byte[] data)
      throws InterruptedException {
    for (int i = 0; i < 1_200; i++) {
      try {
        if (Arrays.equals(clipboard.get(type).data(), data)) {
          return true;
        }
      } catch (AgentException e) {
        // Not there yet.
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Test
  void textImagesAndHtmlGoThereAndBack() throws Exception {
    Process server =
        new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      Clipboard clipboard = on(":" + reader.readLine(), Programs.system());
      assertThat(code(clipboard, Clipboard.Type.TEXT)).isEqualTo(ErrorCode.CLIPBOARD_EMPTY);
      byte[] text = "Grüße, 世界 \uD83D\uDE00\n$HOME `id`".getBytes(StandardCharsets.UTF_8);
      clipboard.set(Clipboard.Type.TEXT, text, "text/plain");
      assertThat(holds(clipboard, Clipboard.Type.TEXT, text)).isTrue();
      assertThat(code(clipboard, Clipboard.Type.IMAGE)).isEqualTo(ErrorCode.CLIPBOARD_EMPTY);
      byte[] image = new byte[1 << 20];
      new Random(7).nextBytes(image);
      clipboard.set(Clipboard.Type.IMAGE, image, "image/png");
      assertThat(holds(clipboard, Clipboard.Type.IMAGE, image)).isTrue();
      assertThat(clipboard.get(Clipboard.Type.IMAGE).mimeType()).isEqualTo("image/png");
      byte[] html = "<b>x</b>".getBytes(StandardCharsets.UTF_8);
      clipboard.set(Clipboard.Type.HTML, html, "text/html");
      assertThat(holds(clipboard, Clipboard.Type.HTML, html)).isTrue();
      assertThat(clipboard.get(Clipboard.Type.HTML).mimeType()).isEqualTo("text/html");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  @Test
  void whatCannotBeHasItsCode() throws Exception {
    Clipboard nowhere = on("unix/quantix:9", Programs.system());
    assertThat(code(nowhere, Clipboard.Type.TEXT)).isEqualTo(ErrorCode.NO_DISPLAY_SERVER);
    assertThat(code(nowhere, Clipboard.Type.FILES)).isEqualTo(ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED);
    Clipboard bare = on(":0", new ScriptedPrograms());
    assertThat(code(bare, Clipboard.Type.TEXT)).isEqualTo(ErrorCode.CLIPBOARD_ACCESS_FAILED);
    assertThat(
            catchThrowableOfType(
                    AgentException.class,
                    () ->
                        nowhere.set(
                            Clipboard.Type.TEXT, new byte[Clipboard.MOST + 1], "text/plain"))
                .code())
        .isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(
            catchThrowableOfType(
                    AgentException.class,
                    () -> nowhere.set(Clipboard.Type.IMAGE, new byte[1], "image/x-odd"))
                .code())
        .isEqualTo(ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED);
  }
}
