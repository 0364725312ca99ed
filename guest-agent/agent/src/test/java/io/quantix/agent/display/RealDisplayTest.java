package io.quantix.agent.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.Programs;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.session.RealDesktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Screens of display servers that really run. */
@Timeout(180)
class RealDisplayTest {
  @TempDir Path folder;

  private static Displays of(RealDesktop desktop) {
    return new Displays(
        desktop.session().programs(Programs.system(), RealDesktop.ownUid()),
        desktop.session().wayland());
  }

  private static ErrorCode code(Displays displays, int width, int height, String id) {
    return catchThrowableOfType(AgentException.class, () -> displays.resize(width, height, 0, id))
        .code();
  }

  @Test
  void xorgTakesItsOwnModesAndNewOnes() throws Exception {
    try (RealDesktop desktop = RealDesktop.xorg(folder)) {
      Displays displays = of(desktop);
      assertThat(displays.resize(800, 600, 0, ""))
          .isEqualTo(new Displays.Resized(800, 600, "DUMMY0", "xrandr"));
      assertThat(displays.resize(1_236, 702, 0, ""))
          .isEqualTo(new Displays.Resized(1_232, 702, "DUMMY0", "xrandr"));
      assertThat(displays.resize(1_000, 700, 120, "DUMMY0"))
          .isEqualTo(new Displays.Resized(1_000, 700, "DUMMY0", "xrandr"));
      assertThat(displays.resize(1_232, 702, 0, "").width()).isEqualTo(1_232);
      assertThat(code(displays, 1_000, 700, "DUMMY9")).isEqualTo(ErrorCode.DISPLAY_NOT_FOUND);
      assertThat(displays.resize(1_000, 700, 0, "").height()).isEqualTo(700);
    }
  }

  @Test
  void swayTakesAnySize() throws Exception {
    try (RealDesktop desktop = RealDesktop.sway()) {
      Displays displays = of(desktop);
      assertThat(displays.resize(1_111, 777, 0, ""))
          .isEqualTo(new Displays.Resized(1_111, 777, "HEADLESS-1", "wlr-randr"));
      assertThat(displays.resize(800, 600, 0, "HEADLESS-1").width()).isEqualTo(800);
      assertThat(code(displays, 800, 600, "HDMI-7")).isEqualTo(ErrorCode.DISPLAY_NOT_FOUND);
      assertThat(swaysOwnWord(desktop)).contains("\"width\": 800", "\"height\": 600");
    }
  }

  @Test
  void gnomesCompositorTakesItsOwnModes() throws Exception {
    try (RealDesktop desktop = RealDesktop.mutter(folder)) {
      MutterDisplays mutter =
          new MutterDisplays(desktop.session().programs(Programs.system(), RealDesktop.ownUid()));
      while (mutter.state().isEmpty()) {
        Thread.sleep(50);
      }
      Displays displays = of(desktop);
      String screen = mutter.state().orElseThrow().monitors().getFirst().connector();
      assertThat(displays.resize(800, 600, 0, ""))
          .isEqualTo(new Displays.Resized(800, 600, screen, "mutter"));
      assertThat(displays.resize(1_280, 720, 0, screen).width()).isEqualTo(1_280);
      assertThat(code(displays, 1_279, 720, "")).isEqualTo(ErrorCode.RESOLUTION_NOT_SUPPORTED);
      assertThat(code(displays, 800, 600, "HDMI-7")).isEqualTo(ErrorCode.DISPLAY_NOT_FOUND);
      assertThat(mutter.state().orElseThrow().monitors().getFirst().current().orElseThrow().id())
          .startsWith("1280x720");
    }
  }

  private static String swaysOwnWord(RealDesktop desktop) throws Exception {
    Path folder = Path.of(desktop.session().environment().get("XDG_RUNTIME_DIR"));
    try (Stream<Path> files = Files.list(folder)) {
      Path socket =
          files.filter(file -> file.toString().contains("sway-ipc")).findFirst().orElseThrow();
      return desktop
          .session()
          .programs(Programs.system(), RealDesktop.ownUid())
          .run("swaymsg", "-s", socket.toString(), "-t", "get_outputs", "-r")
          .text();
    }
  }
}
