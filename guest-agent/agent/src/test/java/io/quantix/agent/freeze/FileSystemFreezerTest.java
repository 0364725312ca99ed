package io.quantix.agent.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.Libc;
import io.quantix.agent.os.Program;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.system.MountTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FileSystemFreezerTest {
  @TempDir Path folder;
  private final Kernel kernel = new Kernel();
  private final CountDownLatch thawed = new CountDownLatch(1);
  private FileSystemFreezer freezer;
  private Path note;
  private int own;

  /** Keeps what it was asked, and which file systems cannot be frozen. */
  private static final class Kernel implements FreezeCalls {
    private final List<String> calls = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Map<Integer, String> open = new HashMap<>();
    private final Map<String, Integer> frozen = new HashMap<>();
    private final Map<String, Integer> errors = new HashMap<>();
    private final Map<String, CountDownLatch> hanging = new HashMap<>();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private volatile String stuck = "";
    private int next = 100;

    @Override
    public synchronized int open(String mountPoint) {
      open.put(++next, mountPoint);
      return next;
    }

    @Override
    public int freeze(int descriptor) {
      CountDownLatch answer;
      synchronized (this) {
        answer = hanging.get(open.get(descriptor));
      }
      if (answer != null) {
        hangs.countDown();
        // As a call of the kernel's, it cannot be interrupted.
        boolean interrupted = false;
        boolean answered = false;
        while (!answered) {
          try {
            answered = answer.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      return freezeNow(descriptor);
    }

    private synchronized int freezeNow(int descriptor) {
      String point = open.get(descriptor);
      calls.add("freeze " + point);
      if (errors.containsKey(point)) {
        return -errors.get(point);
      }
      frozen.merge(point, 1, Integer::sum);
      return 0;
    }

    @Override
    public synchronized int thaw(int descriptor) {
      String point = open.get(descriptor);
      int times = frozen.getOrDefault(point, 0);
      if (times == 0) {
        return -Libc.EINVAL;
      }
      if (point.equals(stuck)) {
        return -Libc.EIO;
      }
      calls.add("thaw " + point);
      frozen.put(point, times - 1);
      return 0;
    }

    @Override
    public synchronized void close(int descriptor) {
      open.remove(descriptor);
    }

    synchronized List<String> frozenNow() {
      return frozen.entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .map(Map.Entry::getKey)
          .toList();
    }

    synchronized boolean anyFrozen() {
      return frozen.values().stream().anyMatch(times -> times > 0);
    }
  }

  @BeforeEach
  void guest() throws Exception {
    Path table = Files.createDirectories(folder.resolve("root/proc/self")).resolve("mounts");
    Files.writeString(
        table,
        """
        /dev/vda1 / ext4 rw 0 0
        /dev/vda2 /boot/efi vfat rw 0 0
        /dev/vdb1 /data xfs rw 0 0
        /dev/vdc1 /media ext4 ro 0 0
        tmpfs /run tmpfs rw 0 0
        """);
    note = folder.resolve("run/frozen");
    own = (int) Files.getAttribute(folder, "unix:uid");
    freezer = freezer();
  }

  private FileSystemFreezer freezer() throws Exception {
    return new FileSystemFreezer(
        new MountTable(new SystemFiles(folder.resolve("root"))),
        kernel,
        new Hooks(folder.resolve("pre"), Duration.ofSeconds(60), own),
        new Hooks(folder.resolve("post"), Duration.ofSeconds(60), own),
        note,
        new FileSystemFreezer.Listener() {
          @Override
          public void freezing() {
            kernel.calls.add("listener freezing");
          }

          @Override
          public void thawed() {
            kernel.calls.add("listener thawed");
            thawed.countDown();
          }
        });
  }

  private void hook(String directory, String name, String script) throws Exception {
    Path file = Files.createDirectories(folder.resolve(directory)).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void whatWasMountedLastIsFrozenFirstAndThawedLast() throws Exception {
    kernel.errors.put("/boot/efi", Libc.EOPNOTSUPP);
    FileSystemFreezer.Frozen frozen = freezer.freeze(List.of(), Duration.ZERO);
    assertThat(frozen.mountPoints()).containsExactly("/data", "/");
    assertThat(frozen.skipped()).containsExactly("/boot/efi");
    assertThat(frozen.thawsIn()).isLessThanOrEqualTo(FileSystemFreezer.USUAL);
    assertThat(note).exists();
    assertThat(freezer.frozen()).isTrue();
    assertThat(freezer.thaw().mountPoints()).containsExactly("/", "/data");
    assertThat(note).doesNotExist();
    assertThat(kernel.calls)
        .containsExactly(
            "listener freezing",
            "freeze /data",
            "freeze /boot/efi",
            "freeze /",
            "thaw /",
            "thaw /data",
            "listener thawed");
    assertThat(kernel.open).isEmpty();
  }

  private ErrorCode refused(List<String> points, Duration timeout) {
    return catchThrowableOfType(AgentException.class, () -> freezer.freeze(points, timeout)).code();
  }

  @Test
  void eachFailureHasItsCodeAndLeavesNothingFrozen() throws Exception {
    assertThat(catchThrowableOfType(AgentException.class, freezer::thaw).code())
        .isEqualTo(ErrorCode.NOT_QUIESCED);
    assertThat(refused(List.of("/nowhere"), Duration.ZERO)).isEqualTo(ErrorCode.QUIESCE_FAILED);
    assertThat(refused(List.of("/media"), Duration.ZERO)).isEqualTo(ErrorCode.QUIESCE_FAILED);
    assertThat(refused(List.of(), Duration.ofHours(1))).isEqualTo(ErrorCode.INVALID_REQUEST);
    kernel.errors.put("/", Libc.EIO);
    assertThat(refused(List.of(), Duration.ZERO)).isEqualTo(ErrorCode.QUIESCE_FAILED);
    assertThat(kernel.anyFrozen()).isFalse();
    assertThat(freezer.frozen()).isFalse();
    kernel.errors.put("/data", Libc.EOPNOTSUPP);
    assertThat(refused(List.of("/data"), Duration.ZERO)).isEqualTo(ErrorCode.QUIESCE_FAILED);
    kernel.errors.clear();
    freezer.freeze(List.of("/data"), Duration.ZERO);
    assertThat(refused(List.of(), Duration.ZERO)).isEqualTo(ErrorCode.ALREADY_QUIESCED);
    freezer.thaw();
    assertThat(kernel.open).isEmpty();
  }

  @Test
  void nobodyThawsAndItThawsByItself() throws Exception {
    freezer.freeze(List.of("/data"), Duration.ofMillis(300));
    assertThat(thawed.await(60, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; kernel.anyFrozen() && i < 600; i++) {
      Thread.sleep(50);
    }
    assertThat(kernel.anyFrozen()).isFalse();
    for (int i = 0; freezer.frozen() && i < 600; i++) {
      Thread.sleep(50);
    }
    assertThat(freezer.thaw()).isEqualTo(new FileSystemFreezer.Thawed(List.of(), true));
    assertThat(catchThrowableOfType(AgentException.class, freezer::thaw).code())
        .isEqualTo(ErrorCode.NOT_QUIESCED);
  }

  /** Until it is so; what it waits for is another thread's work. */
  private static void until(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertThat(i).as("waited for a minute").isLessThan(1_200);
      Thread.sleep(50);
    }
  }

  @Test
  void whatIsFrozenThawsByItselfThoughTheNextFileSystemHangs() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    kernel.hanging.put("/", answer);
    java.util.concurrent.CompletableFuture<ErrorCode> request =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> refused(List.of("/", "/data"), Duration.ofMillis(300)));
    assertThat(kernel.hangs.await(60, TimeUnit.SECONDS)).isTrue();
    until(() -> !kernel.anyFrozen() && !freezer.frozen());
    assertThat(kernel.calls)
        .contains("freeze /data", "thaw /data")
        .doesNotContain("listener thawed");
    assertThat(refused(List.of(), Duration.ZERO)).isEqualTo(ErrorCode.ALREADY_QUIESCED);
    answer.countDown();
    assertThat(request.get(60, TimeUnit.SECONDS)).isEqualTo(ErrorCode.QUIESCE_FAILED);
    assertThat(kernel.anyFrozen()).isFalse();
    assertThat(kernel.calls).endsWith("freeze /", "thaw /", "listener thawed");
    assertThat(kernel.open).isEmpty();
    assertThat(note).doesNotExist();
    kernel.hanging.clear();
    assertThat(freezer.freeze(List.of("/data"), Duration.ZERO).mountPoints())
        .containsExactly("/data");
    freezer.thaw();
  }

  @Test
  void theHostThawsThoughTheNextFileSystemHangs() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    kernel.hanging.put("/", answer);
    java.util.concurrent.CompletableFuture<ErrorCode> request =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> refused(List.of("/", "/data"), Duration.ofMinutes(5)));
    assertThat(kernel.hangs.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(kernel.frozenNow()).containsExactly("/data");
    assertThat(freezer.thaw().mountPoints()).containsExactly("/data");
    assertThat(kernel.anyFrozen()).isFalse();
    answer.countDown();
    assertThat(request.get(60, TimeUnit.SECONDS)).isEqualTo(ErrorCode.QUIESCE_FAILED);
    assertThat(kernel.anyFrozen()).isFalse();
    assertThat(kernel.open).isEmpty();
  }

  @Test
  void whatTheKernelDoesNotThawIsTriedAgain() throws Exception {
    freezer.freeze(List.of("/data", "/"), Duration.ofMinutes(5));
    kernel.stuck = "/data";
    AgentException failure = catchThrowableOfType(AgentException.class, freezer::thaw);
    assertThat(failure.code()).isEqualTo(ErrorCode.THAW_FAILED);
    assertThat(failure.context()).hasValueSatisfying(text -> assertThat(text).contains("/data"));
    assertThat(kernel.frozenNow()).containsExactly("/data");
    assertThat(freezer.frozen()).isTrue();
    kernel.stuck = "";
    assertThat(thawed.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(kernel.anyFrozen()).isFalse();
    assertThat(freezer.frozen()).isFalse();
  }

  @Test
  void aRequestThatIsCancelledLeavesNothingFrozenAndTellsTheScripts() throws Exception {
    Path log = folder.resolve("log");
    hook("post", "10-after", "echo after $1 >> " + log);
    CountDownLatch answer = new CountDownLatch(1);
    kernel.hanging.put("/data", answer);
    java.util.concurrent.CompletableFuture<ErrorCode> code =
        new java.util.concurrent.CompletableFuture<>();
    Thread request =
        Thread.ofPlatform().start(() -> code.complete(refused(List.of("/data"), Duration.ZERO)));
    assertThat(kernel.hangs.await(60, TimeUnit.SECONDS)).isTrue();
    request.interrupt();
    answer.countDown();
    assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CANCELLED);
    assertThat(kernel.anyFrozen()).isFalse();
    assertThat(log).hasContent("after thaw\n");
  }

  @Test
  void anAgentThatStartsThawsWhatTheLastOneLeft() throws Exception {
    freezer.freeze(List.of(), Duration.ofMinutes(5));
    FileSystemFreezer next = freezer();
    assertThat(next.recover()).containsExactly("/", "/boot/efi", "/data");
    assertThat(kernel.anyFrozen()).isFalse();
    assertThat(note).doesNotExist();
    assertThat(next.recover()).isEmpty();
  }

  @Test
  void scriptsRunBeforeAndAfterAndOneThatFailsKeepsItFromFreezing() throws Exception {
    Path log = folder.resolve("log");
    hook("pre", "10-first", "echo first $1 >> " + log);
    hook("pre", "20-second", "echo second $1 >> " + log);
    hook("post", "10-after", "echo after $1 >> " + log);
    Files.writeString(folder.resolve("pre/notes.txt"), "not a script");
    freezer.freeze(List.of("/data"), Duration.ZERO);
    freezer.thaw();
    assertThat(log).hasContent("first freeze\nsecond freeze\nafter thaw\n");
    hook("pre", "15-failing", "echo database busy >&2; exit 3");
    AgentException failure =
        catchThrowableOfType(
            AgentException.class, () -> freezer.freeze(List.of("/data"), Duration.ZERO));
    assertThat(failure.code()).isEqualTo(ErrorCode.QUIESCE_FAILED);
    assertThat(failure.reason()).contains("15-failing", "database busy");
    assertThat(Files.readString(log)).endsWith("first freeze\nafter thaw\n");
    assertThat(kernel.anyFrozen()).isFalse();
  }

  @Test
  void aScriptThatOthersMayChangeIsNotRun() throws Exception {
    hook("pre", "10-open", "touch " + folder.resolve("ran"));
    Files.setPosixFilePermissions(
        folder.resolve("pre/10-open"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    AgentException failure =
        catchThrowableOfType(
            AgentException.class, () -> freezer.freeze(List.of("/data"), Duration.ZERO));
    assertThat(failure.reason()).contains("can be changed by others");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  /**
   * A real file system in a file; where this system lets nobody mount one, the kernel above stands.
   */
  @Test
  void aRealFileSystemIsFrozenAndThawsByItself() throws Exception {
    Path image = folder.resolve("disk.img");
    try (var file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(16L << 20);
    }
    if (Program.find("mkfs.ext4").isEmpty()
        || !Program.run(List.of(Program.find("mkfs.ext4").get().toString(), "-q", "-F", image + ""))
            .ok()) {
      return;
    }
    Path mount = Files.createDirectories(folder.resolve("mounted")).toRealPath();
    if (!Program.run(List.of("/bin/mount", "-o", "loop", image.toString(), mount.toString()))
        .ok()) {
      return;
    }
    try {
      Path root = Files.createDirectories(folder.resolve("real/proc/self"));
      Files.writeString(root.resolve("mounts"), "/dev/test " + mount + " ext4 rw 0 0\n");
      FileSystemFreezer real =
          new FileSystemFreezer(
              new MountTable(new SystemFiles(folder.resolve("real"))),
              FreezeCalls.KERNEL,
              new Hooks(folder.resolve("no"), Duration.ofSeconds(1)),
              new Hooks(folder.resolve("no"), Duration.ofSeconds(1)),
              note,
              new FileSystemFreezer.Listener() {
                @Override
                public void freezing() {}

                @Override
                public void thawed() {}
              });
      real.freeze(List.of(mount.toString()), Duration.ofSeconds(3));
      // Waits in the kernel until the file system is thawed, which only the watch does.
      Process writer =
          new ProcessBuilder("sh", "-c", "echo written > \"$1\"", "sh", mount + "/file").start();
      assertThat(writer.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(real.thaw().byItself()).isTrue();
      assertThat(mount.resolve("file")).hasContent("written");
      real.freeze(List.of(mount.toString()), Duration.ofMinutes(1));
      assertThat(real.thaw().mountPoints()).containsExactly(mount.toString());
    } finally {
      assertThat(Program.run(List.of("/bin/umount", mount.toString())).ok()).isTrue();
    }
  }
}
