package io.quantix.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.command.CommandRequest;
import io.quantix.agent.command.Commands;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.policy.CommandPolicy;
import io.quantix.agent.policy.Policies;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real terminals with real shells. */
@Timeout(180)
class TerminalTest {
  private final Screen screen = new Screen();

  /** Keeps what is shown, and waits for words on it. */
  private static final class Screen implements TerminalOutput {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void output(byte[] data, int length) {
      text.append(new String(data, 0, length, StandardCharsets.UTF_8));
      notifyAll();
    }

    synchronized boolean shows(String first, String then) {
      int at = text.lastIndexOf(first);
      return at >= 0 && text.indexOf(then, at) >= 0;
    }

    synchronized void await(String words) throws InterruptedException {
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (text.indexOf(words) < 0) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        assertThat(left).as("waiting for <" + words + "> on <" + text + ">").isPositive();
        wait(left);
      }
    }
  }

  private static Terminals terminals(String policy, boolean enabled) {
    AccountDatabase accounts = new AccountDatabase(SystemFiles.running());
    Commands commands =
        new Commands(new CommandPolicy(Policies.of(policy)), accounts, Duration.ofMinutes(5));
    return new Terminals(commands, accounts, enabled);
  }

  private RunningTerminal open(String... words) throws Exception {
    CommandRequest request =
        CommandRequest.of(words[0], List.of(words).subList(1, words.length).toArray(String[]::new))
            .in("/", Map.of("PS1", "prompt> ", "ENV", ""));
    return terminals("", true).open(request, WindowSize.of(100, 40), "", screen);
  }

  private static void type(RunningTerminal terminal, String text) throws Exception {
    terminal.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aShellHasARealTerminalOfTheSizeAskedFor() throws Exception {
    RunningTerminal terminal = open("sh", "-i");
    screen.await("prompt> ");
    type(terminal, "stty size; tty; echo $TERM\n");
    screen.await("40 100");
    screen.await("/dev/pts/");
    screen.await("xterm-256color");
    type(terminal, "trap 'echo resized: $(stty size)' WINCH\n");
    terminal.resize(new WindowSize(132, 50));
    type(terminal, "echo after; stty size\n");
    screen.await("50 132");
    type(terminal, "exit 7\n");
    assertThat(terminal.await()).isEqualTo(7);
    assertThat(catchThrowableOfType(IOException.class, () -> type(terminal, "x")))
        .hasMessageContaining("gone");
  }

  @Test
  void controlCInterruptsWhatRunsAndNotTheShell() throws Exception {
    RunningTerminal terminal = open("sh", "-i");
    screen.await("prompt> ");
    type(terminal, "echo star''ted; sleep 1000; echo status $?\n");
    screen.await("started");
    // One that comes while the shell is on its way to sleep is lost: until the prompt is back.
    for (int i = 0; i < 300 && !screen.shows("started", "prompt> "); i++) {
      type(terminal, "\u0003");
      Thread.sleep(200);
    }
    for (int i = 0; i < 60 && !screen.shows("started", "alive"); i++) {
      type(terminal, "echo ali''ve\n");
      Thread.sleep(500);
    }
    screen.await("alive");
    type(terminal, "exit\n");
    terminal.await();
  }

  @Test
  void hangingUpEndsWhatRunsInIt() throws Exception {
    RunningTerminal terminal = open("sh", "-c", "echo here; sleep 1000");
    screen.await("here");
    terminal.close();
    assertThat(terminal.await()).isIn(129, 137);
  }

  @Test
  void whatIsShownAtTheVeryEndArrives() throws Exception {
    RunningTerminal terminal = open("sh", "-c", "seq 1 20000; echo the end");
    assertThat(terminal.await()).isZero();
    assertThat(screen.text.toString()).contains("1\r\n2\r\n", "20000\r\nthe end\r\n");
    assertThat(screen.text.length()).isEqualTo(128_894 + 9);
  }

  @Test
  void theUsersShellIsALoginShell() throws Exception {
    AccountDatabase accounts = new AccountDatabase(SystemFiles.running());
    String name = System.getProperty("user.name");
    boolean root = name.equals("root");
    RunningTerminal terminal =
        terminals("", true)
            .open(
                CommandRequest.of("").as(root ? "root" : name, "", root),
                WindowSize.of(0, 0),
                "dumb",
                screen);
    type(terminal, "echo shell $0 in $(pwd) as $(id -un) on $TERM\n");
    screen.await(" as " + name + " on dumb");
    screen.await(" in " + accounts.user(name).orElseThrow().home() + " as ");
    type(terminal, "exit\n");
    terminal.await();
  }

  @Test
  void policyHoldsForTerminalsToo() {
    CommandRequest shell = CommandRequest.of("sh");
    assertThat(refused(terminals("", false), shell)).isEqualTo(ErrorCode.FEATURE_DISABLED);
    assertThat(refused(terminals("command_allowlist: [/usr/bin/id]", true), shell))
        .isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
    assertThat(refused(terminals("command_blocklist: [/bin/rm]", true), shell))
        .isEqualTo(ErrorCode.COMMAND_BLOCKED);
    assertThat(
            refused(terminals("", true), CommandRequest.of("").as("no-such-user-here", "", false)))
        .isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(catchThrowableOfType(AgentException.class, () -> WindowSize.of(5_000, 10)).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private ErrorCode refused(Terminals terminals, CommandRequest request) {
    return catchThrowableOfType(
            AgentException.class, () -> terminals.open(request, WindowSize.of(80, 24), "", screen))
        .code();
  }

  @Test
  void noDescriptorIsLeftOpen() throws Exception {
    open("true").await();
    long before = descriptors();
    for (int i = 0; i < 10; i++) {
      open("true").await();
    }
    long after = descriptors();
    for (int i = 0; after > before && i < 600; i++) {
      Thread.sleep(50);
      after = descriptors();
    }
    assertThat(after).isLessThanOrEqualTo(before);
  }

  private static long descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }
}
