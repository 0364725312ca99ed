package io.quantix.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.policy.CommandPolicy;
import io.quantix.agent.policy.Policies;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands of this very system, run as the agent runs them. */
@Timeout(120)
class CommandsTest {
  @TempDir Path folder;
  private final AccountDatabase accounts = new AccountDatabase(SystemFiles.running());
  private final Commands commands = commands("");

  private Commands commands(String policy) {
    return new Commands(new CommandPolicy(Policies.of(policy)), accounts, Duration.ofMinutes(2));
  }

  private record Ended(CommandResult result, String output, String error) {}

  private static Ended run(Commands commands, CommandRequest request) throws Exception {
    CollectedOutput output = new CollectedOutput(1 << 20);
    CommandResult result = commands.start(request, false, output).await();
    return new Ended(
        result,
        new String(output.bytes(CommandOutput.Channel.OUTPUT), StandardCharsets.UTF_8),
        new String(output.bytes(CommandOutput.Channel.ERROR), StandardCharsets.UTF_8));
  }

  private ErrorCode refused(CommandRequest request) {
    return catchThrowableOfType(
            AgentException.class, () -> commands.start(request, false, new CollectedOutput(1)))
        .code();
  }

  private static boolean root() throws Exception {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
  }

  @Test
  void outputErrorAndStatusComeBack() throws Exception {
    Ended ended = run(commands, CommandRequest.of("sh", "-c", "echo out; echo err >&2; exit 7"));
    assertThat(ended.result().exitCode()).isEqualTo(7);
    assertThat(ended.result().timedOut()).isFalse();
    assertThat(ended.output()).isEqualTo("out\n");
    assertThat(ended.error()).isEqualTo("err\n");
  }

  @Test
  void noShellReadsTheArguments() throws Exception {
    Ended ended = run(commands, CommandRequest.of("echo", "$HOME", "`id`", ";", "*", "a  b"));
    assertThat(ended.output()).isEqualTo("$HOME `id` ; * a  b\n");
  }

  @Test
  void theEnvironmentIsCleanAndTheRequestsComesOnTop() throws Exception {
    Ended ended =
        run(
            commands,
            CommandRequest.of("env").in("/", Map.of("GREETING", "hello world", "LANG", "C")));
    assertThat(ended.output().lines().map(line -> line.substring(0, line.indexOf('='))))
        .containsExactlyInAnyOrder("PATH", "LANG", "HOME", "USER", "LOGNAME", "SHELL", "GREETING");
    assertThat(ended.output()).contains("GREETING=hello world\n", "LANG=C\n");
  }

  @Test
  void itRunsWhereItIsTold() throws Exception {
    Path directory = folder.toRealPath();
    Ended ended = run(commands, CommandRequest.of("pwd").in(directory.toString(), Map.of()));
    assertThat(ended.output().strip()).isEqualTo(directory.toString());
    assertThat(refused(CommandRequest.of("pwd").in(folder + "/not-there", Map.of())))
        .isEqualTo(ErrorCode.WORKING_DIR_NOT_FOUND);
    assertThat(refused(CommandRequest.of("pwd").in("relative", Map.of())))
        .isEqualTo(ErrorCode.WORKING_DIR_NOT_FOUND);
  }

  @Test
  void whatCannotBeStartedHasItsCode() throws Exception {
    assertThat(refused(CommandRequest.of("quantix-no-such-program")))
        .isEqualTo(ErrorCode.COMMAND_NOT_FOUND);
    assertThat(refused(CommandRequest.of("/etc/passwd"))).isEqualTo(ErrorCode.PERMISSION_DENIED);
    Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    // Told by setsid where the kernel tells it; either way it did not run.
    Ended ended = run(commands, CommandRequest.of(script.toString()));
    assertThat(ended.result().exitCode()).isIn(126, 127);
    assertThat(refused(CommandRequest.of("echo", "a\0b"))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused(CommandRequest.of("echo").in("", Map.of("A=B", "c"))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(
            catchThrowableOfType(
                    AgentException.class,
                    () ->
                        commands("command_allowlist: [/usr/bin/id]")
                            .start(CommandRequest.of("ls"), false, new CollectedOutput(1)))
                .code())
        .isEqualTo(ErrorCode.COMMAND_NOT_ALLOWED);
  }

  @Test
  void itRunsAsAUserWithTheGroupsThatAreAskedFor() throws Exception {
    CommandRequest id = CommandRequest.of("id");
    if (!root()) {
      assertThat(run(commands, id.as("nobody", "", false)).result().exitCode()).isNotZero();
      return;
    }
    Ended plain = run(commands, id.as("nobody", "", false));
    assertThat(plain.output()).startsWith("uid=65534(nobody) gid=65534(nogroup)");
    Ended grouped = run(commands, id.as("nobody", "daemon", false));
    assertThat(grouped.output()).contains("uid=65534(nobody)", "gid=1(daemon)");
    assertThat(grouped.output()).doesNotContain("root");
    Ended all = run(commands, id.as("65534", "", true));
    assertThat(all.output()).contains("groups=65534(nogroup)");
    Ended environment = run(commands, CommandRequest.of("env").as("nobody", "", false));
    assertThat(environment.output()).contains("USER=nobody\n", "LOGNAME=nobody\n");
    Ended group = run(commands, id.as("", "daemon", false));
    assertThat(group.output()).startsWith("uid=0(root) gid=1(daemon)");
  }

  @Test
  void supplementaryGroupsAreThoseOfTheUser() throws Exception {
    Path groups = Files.createDirectories(folder.resolve("etc")).resolve("group");
    Files.writeString(groups, "wheel:x:27:daemon\n");
    assertThat(new AccountDatabase(new SystemFiles(folder)).group("wheel")).hasValue(27);
    if (root()) {
      String withAll = run(commands, CommandRequest.of("id", "-G").as("daemon", "", true)).output();
      String without =
          run(commands, CommandRequest.of("id", "-G").as("daemon", "", false)).output();
      assertThat(without.strip()).isEqualTo("1");
      assertThat(withAll.strip()).startsWith("1");
    }
  }

  @Test
  void usersAndGroupsThatAreNotThereHaveTheirCodes() {
    CommandRequest id = CommandRequest.of("id");
    assertThat(refused(id.as("no-such-user-here", "", false))).isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(refused(id.as("-rf", "", false))).isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(refused(id.as("root", "no-such-group-here", false)))
        .isEqualTo(ErrorCode.GROUP_NOT_FOUND);
  }

  @Test
  void inputReachesItAndOutputComesWhileItRuns() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    StringBuilder seen = new StringBuilder();
    RunningCommand running =
        commands.start(
            CommandRequest.of("sh", "-c", "echo ready; cat"),
            true,
            (channel, data, length) -> {
              synchronized (seen) {
                seen.append(new String(data, 0, length, StandardCharsets.UTF_8));
              }
              first.countDown();
            });
    assertThat(first.await(60, TimeUnit.SECONDS)).as("seen while it runs").isTrue();
    try (OutputStream in = running.input()) {
      in.write("from the host".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(running.await().exitCode()).isZero();
    assertThat(seen.toString()).isEqualTo("ready\nfrom the host");
  }

  @Test
  void outputIsCutAtItsLimitAndTheCommandGoesOn() throws Exception {
    CollectedOutput output = new CollectedOutput(1_000);
    CommandResult result =
        commands
            .start(
                CommandRequest.of("sh", "-c", "head -c 3000000 /dev/zero; echo done >&2"),
                false,
                output)
            .await();
    assertThat(result.exitCode()).isZero();
    assertThat(output.bytes(CommandOutput.Channel.OUTPUT)).hasSize(1_000);
    assertThat(output.truncated(CommandOutput.Channel.OUTPUT)).isTrue();
    assertThat(output.truncated(CommandOutput.Channel.ERROR)).isFalse();
  }

  @Test
  void allOutputArrivesHoweverLateItIsTaken() throws Exception {
    long[] bytes = new long[1];
    RunningCommand running =
        commands.start(
            CommandRequest.of("head", "-c", "2000000", "/dev/zero"),
            false,
            (channel, data, length) -> {
              bytes[0] += length;
              if (bytes[0] < 200_000) {
                Thread.sleep(20);
              }
            });
    assertThat(running.await().exitCode()).isZero();
    assertThat(bytes[0]).isEqualTo(2_000_000);
  }

  @Test
  void whenItsTimeIsOverItAndItsChildrenAreEnded() throws Exception {
    Path pids = folder.resolve("pids");
    CommandRequest request =
        CommandRequest.of(
                "sh",
                "-c",
                "sleep 1000 & echo $! > " + pids + "; (sleep 1000 & echo $! >> " + pids + "); wait")
            .within(Duration.ofSeconds(2));
    CollectedOutput output = new CollectedOutput(100);
    RunningCommand running = commands.start(request, false, output);
    CommandResult result = running.await();
    assertThat(result.timedOut()).isTrue();
    assertThat(result.exitCode()).isEqualTo(143);
    if (Files.exists(pids)) {
      for (String pid : Files.readAllLines(pids)) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(CommandsTest::awaitEnd);
      }
    }
    assertThat(SessionEnd.members(running.pid())).isEmpty();
  }

  private static void awaitEnd(ProcessHandle process) {
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  void whoDoesNotHeedTheFirstSignalIsEndedByTheSecond() throws Exception {
    CountDownLatch deaf = new CountDownLatch(1);
    RunningCommand running =
        commands.start(
            CommandRequest.of("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"),
            false,
            (channel, data, length) -> deaf.countDown());
    assertThat(deaf.await(60, TimeUnit.SECONDS)).isTrue();
    running.cancel();
    assertThat(running.await().exitCode()).isEqualTo(137);
  }

  @Test
  void whatItLeavesBehindKeepsNobodyWaiting() throws Exception {
    Ended ended = run(commands, CommandRequest.of("sh", "-c", "sleep 1000 & echo left $!"));
    assertThat(ended.output()).startsWith("left ");
    long left = Long.parseLong(ended.output().substring(5).strip());
    ProcessHandle process = ProcessHandle.of(left).orElseThrow();
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly();
  }

  @Test
  void nobodyTakesTheOutputAndItCanStillBeCancelled() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    RunningCommand running =
        commands.start(
            CommandRequest.of("cat", "/dev/zero"),
            false,
            (channel, data, length) -> {
              stuck.countDown();
              never.await();
            });
    assertThat(stuck.await(60, TimeUnit.SECONDS)).isTrue();
    running.cancel();
    assertThat(running.await().exitCode()).isIn(137, 141, 143);
  }

  @Test
  void noDescriptorIsLeftOpen() throws Exception {
    run(commands, CommandRequest.of("true"));
    long before = descriptors();
    for (int i = 0; i < 20; i++) {
      run(commands, CommandRequest.of("true"));
    }
    long after = descriptors();
    for (int i = 0; after > before && i < 600; i++) {
      Thread.sleep(50);
      after = descriptors();
    }
    assertThat(after).isLessThanOrEqualTo(before);
  }

  private static long descriptors() throws Exception {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }
}
