package io.quantix.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
  private final ProcessTable table =
      new ProcessTable(SystemFiles.running(), new AccountDatabase(SystemFiles.running()));

  @Test
  void aNameMayHoldAnything() {
    String line = "42 (a) S (b) R 1 42 42 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 3 0 12345 1000 77 1";
    ProcessStat stat = ProcessStat.parse(line).orElseThrow();
    assertThat(stat).isEqualTo(new ProcessStat(42, "a) S (b", 'R', 1, 42, 250, 50, 3, 12345, 77));
    assertThat(ProcessStat.parse("")).isEmpty();
    assertThat(ProcessStat.parse("42 (x)")).isEmpty();
    assertThat(ProcessStat.parse("42 (x) S 1 2")).isEmpty();
    assertThat(ProcessStat.parse(line.replace("12345", "a"))).isEmpty();
  }

  @Test
  void aProcessOfThisSystemIsListedWithWhatIsTrueOfIt(@TempDir Path folder) throws Exception {
    Path directory = folder.toRealPath();
    Process sleeping = new ProcessBuilder("sleep", "1000").directory(directory.toFile()).start();
    try {
      ProcessEntry found =
          table.list("sleep 1000", false, 0).processes().stream()
              .filter(entry -> entry.pid() == sleeping.pid())
              .findFirst()
              .orElseThrow();
      assertThat(found.parent()).isEqualTo((int) ProcessHandle.current().pid());
      assertThat(found.name()).isEqualTo("sleep");
      assertThat(found.commandLine()).isEqualTo("sleep 1000");
      assertThat(found.user()).isEqualTo(System.getProperty("user.name"));
      assertThat(found.memoryBytes()).isPositive();
      assertThat(found.workingDirectory()).isEqualTo(directory.toString());
      assertThat(found.threads()).isEqualTo(1);
      Instant truth = sleeping.info().startInstant().orElseThrow();
      assertThat(found.started()).isBetween(truth.minusSeconds(5), truth.plusSeconds(5));
      assertThat(table.list("SLEEP 1000", false, 0).total()).isPositive();
      assertThat(table.list("no such command line", false, 0).processes()).isEmpty();
    } finally {
      sleeping.destroyForcibly().waitFor();
    }
  }

  @Test
  void aPageTellsHowManyThereAreAndThreadsAreListedWhenAsked() throws Exception {
    ProcessTable.Listing one = table.list("", false, 1);
    assertThat(one.processes()).hasSize(1);
    assertThat(one.total()).isGreaterThan(1);
    int own = (int) ProcessHandle.current().pid();
    assertThat(table.list("java", true, 0).processes()).filteredOn(e -> e.pid() == own).hasSize(1);
    assertThat(table.list("", true, 0).total()).isGreaterThan(table.list("", false, 0).total());
  }

  @Test
  void aFolderWithAnotherSystemsFilesIsReadAlike(@TempDir Path root) throws Exception {
    Path process = Files.createDirectories(root.resolve("proc/42"));
    Files.writeString(root.resolve("proc/uptime"), "200.00 100.00\n");
    Files.writeString(root.resolve("proc/stat"), "cpu 1 2 3 4\nbtime 1700000000\n");
    Files.writeString(
        process.resolve("stat"),
        "42 (nginx) D 1 42 42 0 -1 4194560 1 0 0 0 3000 2000 0 0 20 0 3 0 10000 1000 10 1");
    Files.write(
        process.resolve("cmdline"),
        "nginx:\0master\0".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    ProcessTable other =
        new ProcessTable(new SystemFiles(root), new AccountDatabase(new SystemFiles(root)));
    ProcessEntry entry = other.list("", false, 0).processes().getFirst();
    assertThat(entry.cpuPercent()).isEqualTo(50.0);
    assertThat(entry.started()).isEqualTo(Instant.ofEpochSecond(1_700_000_100));
    assertThat(entry.state()).isEqualTo(ProcessEntry.State.WAITING);
    assertThat(entry.commandLine()).isEqualTo("nginx: master");
    Files.writeString(root.resolve("proc/uptime"), "201.00 100.00\n");
    Files.writeString(
        process.resolve("stat"),
        "42 (nginx) R 1 42 42 0 -1 4194560 1 0 0 0 3020 2005 0 0 20 0 3 0 10000 1000 10 1");
    assertThat(other.list("", false, 0).processes().getFirst().cpuPercent()).isEqualTo(25.0);
  }

  @Test
  void signalsReachTheProcessThatIsMeantAndNoOther() throws Exception {
    Process sleeping = new ProcessBuilder("sleep", "1000").start();
    int pid = (int) sleeping.pid();
    Signals signals = new Signals();
    try {
      long ticks =
          ProcessTable.stat(SystemFiles.running(), "proc/" + pid).orElseThrow().startTicks();
      assertThat(refused(() -> signals.send(pid, 15, ticks + 1)))
          .isEqualTo(ErrorCode.PROCESS_NOT_FOUND);
      assertThat(sleeping.isAlive()).isTrue();
      signals.send(pid, 0, ticks);
      assertThat(sleeping.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(sleeping.exitValue()).isEqualTo(143);
      assertThat(refused(() -> signals.send(pid, 9, ticks))).isEqualTo(ErrorCode.PROCESS_NOT_FOUND);
    } finally {
      sleeping.destroyForcibly();
    }
    assertThat(refused(() -> signals.send(1, 9, 0))).isEqualTo(ErrorCode.KILL_FAILED);
    int own = (int) ProcessHandle.current().pid();
    assertThat(refused(() -> signals.send(own, 9, 0))).isEqualTo(ErrorCode.KILL_FAILED);
    assertThat(refused(() -> signals.send(0, 9, 0))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused(() -> signals.send(-1, 9, 0))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused(() -> signals.send(2, 64, 0))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused(() -> signals.send(4_194_304, 9, 0))).isEqualTo(ErrorCode.PROCESS_NOT_FOUND);
  }

  private interface Sending {
    void send() throws AgentException;
  }

  private static ErrorCode refused(Sending sending) {
    return catchThrowableOfType(AgentException.class, sending::send).code();
  }
}
