package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ClipboardType;
import io.quantix.agent.protocol.message.DisplayResizeResponse;
import io.quantix.agent.session.DesktopSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A real X server's screen and clipboard, through the agent's protocol. */
@Timeout(180)
class GuestDesktopTest {
  @TempDir static Path folder;

  private static Process server;
  private static RealAgent agent;
  private static Guest guest;

  @BeforeAll
  static void start() throws Exception {
    server =
        new ProcessBuilder(
                "Xvnc",
                "-displayfd",
                "1",
                "-geometry",
                "800x600",
                "-SecurityTypes",
                "None",
                "-rfbport",
                "-1",
                "-rfbunixpath",
                folder.resolve("rfb").toString())
            .redirectError(folder.resolve("server.log").toFile())
            .start();
    String display =
        ":"
            + new BufferedReader(
                    new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    agent =
        new RealAgent(
            folder, "", Optional.of(new DesktopSession(uid, 0, Map.of("DISPLAY", display))));
    guest = agent.connect();
  }

  @AfterAll
  static void stop() throws Exception {
    guest.close();
    agent.close();
    server.destroy();
    server.waitFor();
  }

  private static void assertRefused(Executable what, ErrorCode code) {
    assertThatThrownBy(what::execute)
        .isInstanceOfSatisfying(AgentException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void theScreenTakesTheSizeAskedFor() throws Exception {
    DisplayResizeResponse now = guest.display().resize(1_200, 900, 96, "");
    assertThat(now.getWidth()).isEqualTo(1_200);
    assertThat(now.getHeight()).isEqualTo(900);
    assertThat(now.getDisplayId()).isEqualTo("VNC-0");
    assertThat(now.getMethod()).isEqualTo("xrandr");
    assertRefused(
        () -> guest.display().resize(1_200, 900, 0, "HDMI-3"), ErrorCode.DISPLAY_NOT_FOUND);
    assertRefused(
        () -> guest.display().resize(100_000, 900, 0, ""), ErrorCode.RESOLUTION_NOT_SUPPORTED);
    assertRefused(() -> guest.display().resize(-1, 900, 0, ""), ErrorCode.RESOLUTION_NOT_SUPPORTED);
  }

  /** The program that hands it out goes on when the one that was started has ended. */
  private static GuestClipboard.Content get(ClipboardType type) throws Exception {
    while (true) {
      try {
        return guest.clipboard().get(type);
      } catch (AgentException e) {
        if (e.code() != ErrorCode.CLIPBOARD_EMPTY) {
          throw e;
        }
      }
      Thread.sleep(20);
    }
  }

  @Test
  void theClipboardIsReadAndWritten() throws Exception {
    String text = "Grüße \uD83D\uDE00 ".repeat(20_000);
    guest.clipboard().setText(text);
    assertThat(get(ClipboardType.TEXT).data()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    assertThat(guest.clipboard().text()).isEqualTo(text);
    AgentMessage.Builder inOneAnswer = AgentMessage.newBuilder();
    inOneAnswer.getClipboardGetBuilder().setType(ClipboardType.TEXT);
    assertRefused(() -> guest.link().request(inOneAnswer), ErrorCode.MESSAGE_TOO_LARGE);

    byte[] image = new byte[1_500_000];
    new Random(8).nextBytes(image);
    guest.clipboard().set(ClipboardType.IMAGE, "image/png", image);
    GuestClipboard.Content back = get(ClipboardType.IMAGE);
    assertThat(back.data()).isEqualTo(image);
    assertThat(back.mimeType()).isEqualTo("image/png");
    assertRefused(() -> guest.clipboard().text(), ErrorCode.CLIPBOARD_EMPTY);

    AgentMessage.Builder inOneRequest = AgentMessage.newBuilder();
    inOneRequest
        .getClipboardUpdateBuilder()
        .setType(ClipboardType.TEXT)
        .setData(ByteString.copyFromUtf8("short"));
    assertThat(guest.link().request(inOneRequest).hasClipboardUpdateResponse()).isTrue();
    get(ClipboardType.TEXT);
    assertThat(guest.link().request(inOneAnswer).getClipboardGetResponse().getData().toStringUtf8())
        .isEqualTo("short");
  }

  @Test
  void whatAClipboardDoesNotTakeHasItsCode() {
    GuestClipboard clipboard = guest.clipboard();
    assertRefused(() -> clipboard.get(ClipboardType.FILES), ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED);
    assertRefused(
        () -> clipboard.set(ClipboardType.IMAGE, "image/tiff", new byte[9]),
        ErrorCode.CLIPBOARD_TYPE_UNSUPPORTED);
    assertRefused(
        () -> clipboard.set(ClipboardType.TEXT, "", new byte[GuestClipboard.MOST + 1]),
        ErrorCode.MESSAGE_TOO_LARGE);
  }

  @Test
  void aGuestThatNobodyUsesHasNoDesktop(@TempDir Path other) throws Exception {
    try (RealAgent alone = new RealAgent(other, "");
        Guest empty = alone.connect()) {
      assertRefused(() -> empty.display().resize(800, 600, 0, ""), ErrorCode.NO_DISPLAY_SERVER);
      assertRefused(() -> empty.clipboard().text(), ErrorCode.NO_DISPLAY_SERVER);
      assertRefused(() -> empty.clipboard().setText("x"), ErrorCode.NO_DISPLAY_SERVER);
      List<String> lines = alone.audited(3);
      assertThat(lines).hasSize(3);
      assertThat(lines.getFirst()).contains("display_resize", "800 x 600", "6007");
      assertThat(lines.getLast()).contains("clipboard_write", "TEXT").doesNotContain("\"x\"");
    }
  }
}
