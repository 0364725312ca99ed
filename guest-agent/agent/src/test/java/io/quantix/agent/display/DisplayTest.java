package io.quantix.agent.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.session.DesktopSession;
import io.quantix.agent.session.UserSessions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DisplayTest {
  @TempDir Path folder;

  /** TigerVNC's X server takes new modes as a guest's does. */
  @Test
  void aRealXServerTakesAnySize() throws Exception {
    Process server =
        new ProcessBuilder(
                "Xvnc",
                "-displayfd",
                "1",
                "-geometry",
                "1024x768",
                "-SecurityTypes",
                "None",
                "-rfbport",
                "-1",
                "-rfbunixpath",
                folder.resolve("rfb").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String display = ":" + reader.readLine();
      int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      DesktopSession desktop = new DesktopSession(uid, 0, Map.of("DISPLAY", display));
      Displays displays = new Displays(desktop.programs(Programs.system(), uid), false);
      assertThat(displays.resize(1_000, 700, 0, ""))
          .isEqualTo(new Displays.Resized(1_000, 700, "VNC-0", "xrandr"));
      assertThat(displays.resize(1_366, 768, 96, "VNC-0").width()).isIn(1_366, 1_360);
      assertThat(displays.resize(1_000, 700, 0, "VNC-0").height()).isEqualTo(700);
      assertThat(displays.resize(1_920, 1_080, 0, ""))
          .isEqualTo(new Displays.Resized(1_920, 1_080, "VNC-0", "xrandr"));
      assertThat(code(displays, 800, 600, "HDMI-7")).isEqualTo(ErrorCode.DISPLAY_NOT_FOUND);
      assertThat(code(displays, 800, 600, "--verbose")).isEqualTo(ErrorCode.DISPLAY_NOT_FOUND);
      assertThat(code(displays, 10, 600, "")).isEqualTo(ErrorCode.RESOLUTION_NOT_SUPPORTED);
      List<String> words = new ArrayList<>();
      words.add(Program.find("xrandr").orElseThrow().toString());
      words.addAll(List.of("-d", display, "--query"));
      assertThat(Program.run(words).text()).contains("current 1920 x 1080");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static ErrorCode code(Displays displays, int width, int height, String id) {
    return catchThrowableOfType(AgentException.class, () -> displays.resize(width, height, 0, id))
        .code();
  }

  @Test
  void timingsAreThoseOfTheStandard() {
    assertThat(String.join(" ", Modeline.of(1_920, 1_080).words()))
        .isEqualTo("173.00 1920 2048 2248 2576 1080 1083 1088 1120 -hsync +vsync");
    assertThat(String.join(" ", Modeline.of(1_024, 768).words()))
        .isEqualTo("63.50 1024 1072 1176 1328 768 771 775 798 -hsync +vsync");
    assertThat(String.join(" ", Modeline.of(1_280, 1_024).words()))
        .isEqualTo("109.00 1280 1368 1496 1712 1024 1027 1034 1063 -hsync +vsync");
    assertThat(String.join(" ", Modeline.of(2_560, 1_600).words()))
        .isEqualTo("348.50 2560 2760 3032 3504 1600 1603 1609 1658 -hsync +vsync");
  }

  @Test
  void screensAreReadFromXrandr() {
    List<Displays.Output> outputs =
        Displays.parse(
            """
            Screen 0: minimum 320 x 200, current 1280 x 800, maximum 16384 x 16384
            Virtual-1 connected primary 1280x800+0+0 (normal left inverted) 0mm x 0mm
               1280x800      59.81*+
               1024x768      60.00
            Virtual-2 disconnected (normal left inverted right x axis y axis)
            Virtual-3 connected (normal left inverted right x axis y axis)
               640x480       59.94
            """);
    assertThat(outputs)
        .containsExactly(
            new Displays.Output("Virtual-1", true, 1_280, 800, List.of("1280x800", "1024x768")),
            new Displays.Output("Virtual-3", false, 0, 0, List.of("640x480")));
  }

  @Test
  void whatIsMissingHasItsCode() {
    assertThat(code(new Displays(new ScriptedPrograms(), false), 800, 600, ""))
        .isEqualTo(ErrorCode.XRANDR_NOT_FOUND);
    ScriptedPrograms dead =
        new ScriptedPrograms().answer("xrandr --query", 1, "", "Can't open display");
    assertThat(code(new Displays(dead, false), 800, 600, ""))
        .isEqualTo(ErrorCode.NO_DISPLAY_SERVER);
    String query = "Virtual-1 connected primary 640x480+0+0\n   640x480  59.94*+\n";
    ScriptedPrograms stubborn =
        new ScriptedPrograms()
            .answer("xrandr --query", 0, query, "")
            .answer("xrandr --newmode", 0, "", "")
            .answer("xrandr --addmode", 1, "", "X Error: BadMatch");
    assertThat(code(new Displays(stubborn, false), 800, 600, ""))
        .isEqualTo(ErrorCode.RESOLUTION_NOT_SUPPORTED);
    ScriptedPrograms unmoved =
        new ScriptedPrograms().answer("xrandr", 0, "", "").answer("xrandr --query", 0, query, "");
    assertThat(code(new Displays(unmoved, false), 800, 600, ""))
        .isEqualTo(ErrorCode.DISPLAY_RESIZE_FAILED);
    assertThat(code(new Displays(new ScriptedPrograms(), true), 800, 600, ""))
        .isEqualTo(ErrorCode.DISPLAY_RESIZE_FAILED);
  }

  @Test
  void waylandsCompositorsAreAskedInTheirOwnWay() throws Exception {
    ScriptedPrograms sway =
        new ScriptedPrograms().answer("wlr-randr", 0, "Virtual-1 \"Red Hat QEMU\"\n  Modes:\n", "");
    assertThat(new Displays(sway, true).resize(1_000, 700, 0, ""))
        .isEqualTo(new Displays.Resized(1_000, 700, "Virtual-1", "wlr-randr"));
    assertThat(sway.calls().getLast())
        .isEqualTo("wlr-randr --output Virtual-1 --on --custom-mode 1000x700");
    String before =
        "\u001b[01;32mOutput: \u001b[0;0m1 Virtual-1 \u001b[01;32menabled\u001b[0;0m connected"
            + " priority 1 Unknown Modes: 0:1024x768@60*! 1:1000x700@60 2:1000x700@75 Geometry: 0,0"
            + " 1024x768\n";
    ScriptedPrograms plasma =
        new ScriptedPrograms()
            .answer("kscreen-doctor -o", 0, before, "")
            .answer("kscreen-doctor output.", 0, "", "");
    assertThat(KScreenDisplays.parse(before))
        .singleElement()
        .satisfies(output -> {
          assertThat(output.name()).isEqualTo("Virtual-1");
          assertThat(output.enabled()).isTrue();
          assertThat(output.first()).isTrue();
          assertThat(output.current().orElseThrow().width()).isEqualTo(1_024);
        });
    assertThat(code(new Displays(plasma, true), 1_000, 700, ""))
        .isEqualTo(ErrorCode.DISPLAY_RESIZE_FAILED);
    assertThat(plasma.calls()).contains("kscreen-doctor output.Virtual-1.mode.2");
    assertThat(code(new Displays(plasma, true), 1_111, 700, ""))
        .isEqualTo(ErrorCode.RESOLUTION_NOT_SUPPORTED);
    assertThat(code(new Displays(plasma, true), 1_000, 700, "HDMI-1"))
        .isEqualTo(ErrorCode.DISPLAY_NOT_FOUND);
    String six =
        """
        Output: 2 DP-2 1b2c-uuid
        \tdisabled
        \tconnected
        \tModes:  5:800x600@60.00!
        Output: 1 Virtual-1 9a8b-uuid
        \tenabled
        \tconnected
        \tpriority 1
        \tModes:  7:1024x768@60.00*!  9:800x600@60.32
        \tHDR: disabled
        """;
    assertThat(KScreenDisplays.parse(six))
        .extracting(KScreenDisplays.Output::name, KScreenDisplays.Output::enabled)
        .containsExactly(tuple("DP-2", false), tuple("Virtual-1", true));
  }

  @Test
  void theDesktopThatIsUsedIsFound() throws Exception {
    Path desktop = Files.createDirectories(folder.resolve("proc/200"));
    Files.writeString(
        desktop.resolve("environ"),
        "HOME=/home/ada\0DISPLAY=:1\0XAUTHORITY=/run/user/1000/auth\0SECRET=x\0");
    Files.createDirectories(folder.resolve("proc/1"));
    Files.writeString(folder.resolve("proc/1/environ"), "HOME=/\0TERM=linux\0");
    SystemFiles files = new SystemFiles(folder);
    DesktopSession found =
        DesktopSession.find(files, new UserSessions(files, new AccountDatabase(files)).list())
            .orElseThrow();
    assertThat(found.environment())
        .containsOnlyKeys("HOME", "DISPLAY", "XAUTHORITY")
        .containsEntry("DISPLAY", ":1");
    assertThat(found.wayland()).isFalse();
    ScriptedPrograms programs =
        new ScriptedPrograms()
            .answer("setpriv", 0, "", "")
            .answer("env", 0, "", "")
            .answer("xrandr", 0, "", "");
    found.programs(programs, found.uid() + 1).run("xrandr", "--query");
    assertThat(programs.calls().getFirst())
        .startsWith("setpriv --reuid=" + found.uid())
        .contains(" /usr/bin/env ", "DISPLAY=:1")
        .endsWith("/usr/bin/xrandr --query");
  }
}
