package io.quantix.agent.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class VolumesTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private final List<String> ran = new ArrayList<>();
  private Set<String> installed = Set.of("growpart", "resize2fs", "xfs_growfs", "btrfs");
  private int status;
  private Path root;

  private final Programs programs =
      new Programs() {
        @Override
        public Optional<Path> find(String name) {
          return installed.contains(name) ? Optional.of(Path.of("/sbin", name)) : Optional.empty();
        }

        @Override
        public Program.Output run(List<String> command, byte[] input, Duration limit)
            throws IOException {
          String line = String.join(" ", command).replace("/sbin/", "");
          ran.add(line + (input.length == 0 ? "" : " < " + text(input)));
          if (line.startsWith("growpart") || line.startsWith("sfdisk --no-reread")) {
            partition("vda1", 1, 2048, 40 * MIB);
          }
          return new Program.Output(status, "", status == 0 ? "" : "it said no");
        }
      };

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8).strip();
  }

  @BeforeEach
  void guest() throws Exception {
    root = folder.resolve("root");
    Files.createDirectories(root.resolve("proc/self"));
    Files.createDirectories(root.resolve("sys/class/block"));
    Files.createDirectories(root.resolve("data"));
    disk("vda", 64 * MIB);
    partition("vda1", 1, 2048, 20 * MIB);
    mounted("/dev/vda1 /data ext4 rw 0 0\n");
  }

  private void mounted(String table) throws IOException {
    Files.writeString(root.resolve("proc/self/mounts"), table);
  }

  private void disk(String name, long bytes) throws IOException {
    Path device = Files.createDirectories(root.resolve("sys/devices/" + name));
    Files.writeString(device.resolve("size"), bytes / 512 + "\n");
    link(name, device);
  }

  private void partition(String name, int number, long start, long bytes) throws IOException {
    Path device = Files.createDirectories(root.resolve("sys/devices/vda/" + name));
    Files.writeString(device.resolve("partition"), number + "\n");
    Files.writeString(device.resolve("start"), start + "\n");
    Files.writeString(device.resolve("size"), bytes / 512 + "\n");
    link(name, device);
  }

  private void link(String name, Path device) throws IOException {
    Path link = root.resolve("sys/class/block/" + name);
    if (Files.notExists(link)) {
      Files.createSymbolicLink(link, device);
    }
  }

  private Volumes volumes() {
    return new Volumes(new SystemFiles(root), programs);
  }

  @Test
  void thePartitionGrowsAndThenTheFileSystem() throws Exception {
    Volumes.Resized grown = volumes().resize("/data", false);
    assertThat(ran).containsExactly("growpart /dev/vda 1", "resize2fs /dev/vda1");
    assertThat(grown.deviceBytes()).isEqualTo(40 * MIB);
    assertThat(grown.before()).isPositive();
  }

  @Test
  void lookingChangesNothingAndSaysWhatCouldBe() throws Exception {
    // A megabyte before it, and one behind it that stays free.
    assertThat(volumes().resize("/data", true).deviceBytes()).isEqualTo(62 * MIB);
    assertThat(ran).isEmpty();
  }

  @Test
  void aPartitionThatAnotherFollowsStaysAsItIs() throws Exception {
    partition("vda2", 2, (21 * MIB) / 512, 10 * MIB);
    assertThat(volumes().resize("/data", true).deviceBytes()).isEqualTo(20 * MIB);
    volumes().resize("/data", false);
    assertThat(ran).containsExactly("resize2fs /dev/vda1");
  }

  @Test
  void whereThereIsNoGrowpartSfdiskDoesIt() throws Exception {
    installed = Set.of("sfdisk", "partx", "xfs_growfs");
    mounted("/dev/vda1 /data xfs rw 0 0\n");
    volumes().resize("/data", false);
    assertThat(ran)
        .containsExactly(
            "sfdisk --relocate gpt-bak-std /dev/vda",
            "sfdisk --no-reread --force -N 1 /dev/vda < , +",
            "partx --update --nr 1 /dev/vda",
            "xfs_growfs /data");
  }

  @Test
  void aWholeDiskHasNoPartition() throws Exception {
    disk("vdb", 16 * MIB);
    mounted("/dev/vdb /data btrfs rw 0 0\n");
    assertThat(volumes().resize("/data", false).deviceBytes()).isEqualTo(16 * MIB);
    assertThat(ran).containsExactly("btrfs filesystem resize max /data");
  }

  private ErrorCode refused() {
    return catchThrowableOfType(AgentException.class, () -> volumes().resize("/data", false))
        .code();
  }

  @Test
  void eachFailureHasItsCodeAndNothingIsChangedBefore() throws Exception {
    status = 2;
    assertThat(refused()).isEqualTo(ErrorCode.FILE_IO_FAILED);
    status = 0;
    ran.clear();
    mounted("/dev/vda1 /data vfat rw 0 0\n");
    assertThat(refused()).isEqualTo(ErrorCode.NOT_AVAILABLE);
    mounted("/dev/vda1 /elsewhere ext4 rw 0 0\n");
    assertThat(refused()).isEqualTo(ErrorCode.INVALID_REQUEST);
    mounted("/dev/vda1 /data ext4 rw 0 0\n");
    installed = Set.of("growpart");
    assertThat(refused()).isEqualTo(ErrorCode.NOT_AVAILABLE);
    installed = Set.of("resize2fs");
    assertThat(refused()).isEqualTo(ErrorCode.NOT_AVAILABLE);
    assertThat(ran).isEmpty();
  }

  /** A real file system in a file that has grown, where this system lets one mount it. */
  @Test
  void aRealFileSystemGrowsWhileItIsMounted() throws Exception {
    Path image = folder.resolve("disk.img");
    length(image, 16 * MIB);
    Optional<Path> make = Program.find("mkfs.ext4");
    assumeTrue(make.isPresent(), "this system has no mkfs.ext4");
    assertThat(
            Program.run(List.of(make.orElseThrow().toString(), "-q", "-F", image.toString())).ok())
        .isTrue();
    Path mount = Files.createDirectories(folder.resolve("mounted")).toRealPath();
    assumeTrue(
        Program.run(List.of("/bin/mount", "-o", "loop", image.toString(), mount.toString())).ok(),
        "this system lets nobody here mount a file");
    try {
      String device =
          Files.readString(Path.of("/proc/self/mounts"))
              .lines()
              .filter(line -> line.contains(" " + mount + " "))
              .findFirst()
              .orElseThrow()
              .split(" ", 2)[0];
      length(image, 48 * MIB);
      String losetup = Program.find("losetup").orElseThrow().toString();
      assertThat(Program.run(List.of(losetup, "-c", device)).ok()).isTrue();
      Volumes real = new Volumes(SystemFiles.running(), Programs.system());
      Volumes.Resized could = real.resize(mount.toString(), true);
      assertThat(could.deviceBytes()).isEqualTo(48 * MIB);
      assertThat(could.fileSystemBytes()).isLessThan(16 * MIB);
      Volumes.Resized grown;
      try {
        grown = real.resize(mount.toString(), false);
      } catch (AgentException e) {
        // A container may mount, and may not do this.
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_IO_FAILED);
        assertThat(e.reason()).contains("Permission denied");
        return;
      }
      assertThat(grown.before()).isLessThan(16 * MIB);
      assertThat(grown.fileSystemBytes()).isGreaterThan(30 * MIB);
    } finally {
      assertThat(Program.run(List.of("/bin/umount", mount.toString())).ok()).isTrue();
    }
  }

  private static void length(Path file, long bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(bytes);
    }
  }
}
