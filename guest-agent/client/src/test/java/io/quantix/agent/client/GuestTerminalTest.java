package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Terminals of this machine, through the agent's protocol. */
@Timeout(180)
class GuestTerminalTest {
  private static final GuestTerminals.Wanted SHELL =
      new GuestTerminals.Wanted(
          "sh", List.of("-i"), "", "/tmp", Map.of("PS1", "> ", "ENV", ""), 90, 33, "vt100");

  @TempDir Path folder;

  private static void type(GuestTerminal terminal, String text) throws IOException {
    terminal.keys().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads until those words have been shown; gives all up to there. */
  private static String until(GuestTerminal terminal, String words) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(words) < 0) {
      int next = terminal.shown().read();
      assertThat(next).as("the end, before <%s>, after <%s>", words, seen).isNotNegative();
      seen.append((char) next);
    }
    return seen.toString();
  }

  @Test
  void aShellIsTypedInAndItsExitStatusComesBack() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "audit_logging: true");
        Guest guest = agent.connect();
        GuestTerminal terminal = guest.terminals().open(SHELL)) {
      until(terminal, "> ");
      type(terminal, "echo $(stty size) $TERM in $PWD''.\n");
      until(terminal, "33 90 vt100 in /tmp.");
      terminal.resize(132, 50);
      // Its size changes when the word of it arrives, before or after what is typed next.
      String answer = "";
      while (!answer.contains("50 132")) {
        type(terminal, "stty size; echo en''d\n");
        answer = until(terminal, "end\r\n");
      }
      terminal.resize(0, 70_000);
      type(terminal, "exit 9\n");
      try (InputStream rest = terminal.shown()) {
        rest.readAllBytes();
      }
      assertThat(terminal.awaitExit()).isEqualTo(9);
      assertThat(terminal.ended()).isTrue();
      assertThat(agent.audited(1))
          .singleElement()
          .asString()
          .contains("\"terminal\"", "sh -i", "\"exit_code\":9");
    }
  }

  @Test
  void theEndOfWhatIsTypedEndsWhatReadsIt() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "");
        Guest guest = agent.connect();
        GuestTerminal terminal =
            guest.terminals().open(GuestTerminals.Wanted.shell("", 80, 24).running("cat"))) {
      type(terminal, "line\n");
      until(terminal, "line\r\nline\r\n");
      terminal.keys().close();
      assertThat(terminal.awaitExit()).isZero();
      assertThat(terminal.shown().read()).isNegative();
    }
  }

  @Test
  void moreThanAnyWindowIsShownWithoutLoss() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "");
        Guest guest = agent.connect();
        GuestTerminal terminal =
            guest
                .terminals()
                .open(
                    GuestTerminals.Wanted.shell("", 80, 24).running("sh", "-c", "seq 1 200000"))) {
      String all = new String(terminal.shown().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(all).hasSize(1_488_895).endsWith("\r\n200000\r\n");
      assertThat(terminal.awaitExit()).isZero();
    }
  }

  /**
   * A shell, a job in its background and one in front.
   *
   * @param signal that the one in the background does not heed
   */
  private static GuestTerminal busy(Guest guest, String signal) throws Exception {
    GuestTerminal terminal = guest.terminals().open(SHELL);
    until(terminal, "> ");
    type(
        terminal,
        "(trap '' %s; while :; do sleep 1; done) & sh -c 'echo rea\"\"dy; cat; :'\n"
            .formatted(signal));
    until(terminal, "ready");
    return terminal;
  }

  private static boolean anyLeft(long session) {
    return ProcessHandle.allProcesses().anyMatch(one -> sessionOf(one.pid()) == session);
  }

  private static long sessionOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return after[0].equals("Z") ? -1 : Long.parseLong(after[3]);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void awaitNobody(long session) throws InterruptedException {
    while (anyLeft(session)) {
      Thread.sleep(50);
    }
  }

  @Test
  void aHostThatClosesItLeavesNothingBehind() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "");
        Guest guest = agent.connect()) {
      GuestTerminal terminal = busy(guest, "USR1");
      long session = terminal.pid();
      assertThat(anyLeft(session)).isTrue();
      terminal.close();
      awaitNobody(session);
      assertThatThrownBy(terminal::awaitExit)
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }
  }

  @Test
  void aHostThatVanishesLeavesNothingBehind() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "");
        Guest guest = agent.connect()) {
      GuestTerminal terminal = busy(guest, "HUP");
      long session = terminal.pid();
      agent.dropHost();
      awaitNobody(session);
      assertThatThrownBy(terminal::awaitExit).isInstanceOf(AgentException.class);
      assertThatThrownBy(() -> terminal.shown().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aStreamThatIsResetHangsTheTerminalUp() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "");
        Guest guest = agent.connect()) {
      GuestTerminal terminal = busy(guest, "USR1");
      long session = terminal.pid();
      terminal.request().stream().reset(new AgentException(ErrorCode.CANCELLED, "Enough of it"));
      awaitNobody(session);
      assertThat(terminal.awaitExit()).isGreaterThan(128);
    }
  }

  private static void assertRefused(Guest guest, GuestTerminals.Wanted wanted, ErrorCode code) {
    assertThatThrownBy(() -> guest.terminals().open(wanted))
        .isInstanceOfSatisfying(AgentException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void whatTheOwnerDoesNotAllowIsRefusedAndAudited() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "terminal: false");
        Guest guest = agent.connect()) {
      assertRefused(guest, SHELL, ErrorCode.FEATURE_DISABLED);
      assertThat(agent.audited(1))
          .singleElement()
          .asString()
          .contains("\"terminal\"", "8005", "false");
      assertThat(guest.can("terminal")).isFalse();
      assertThat(guest.reasonWithout("terminal")).contains("security.terminal");
      assertThat(guest.capabilities()).extracting(Capability::getName).contains("forward");
    }
  }

  @Test
  void whatCannotBeOpenedHasItsCode() throws Exception {
    try (RealAgent agent = new RealAgent(folder, "command_blocklist: [/bin/cat]");
        Guest guest = agent.connect()) {
      assertRefused(
          guest, GuestTerminals.Wanted.shell("", 80, 24).running("cat"), ErrorCode.COMMAND_BLOCKED);
      assertRefused(
          guest,
          GuestTerminals.Wanted.shell("", 80, 24).running("no-such-program"),
          ErrorCode.COMMAND_NOT_FOUND);
      assertRefused(
          guest, GuestTerminals.Wanted.shell("nobody-at-all", 80, 24), ErrorCode.USER_NOT_FOUND);
      assertRefused(
          guest,
          GuestTerminals.Wanted.shell("", 5_000, 24).running("id"),
          ErrorCode.INVALID_REQUEST);
      assertRefused(
          guest,
          new GuestTerminals.Wanted("id", List.of(), "", "", Map.of(), 80, 24, "a b"),
          ErrorCode.INVALID_REQUEST);
    }
  }
}
