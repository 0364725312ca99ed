package io.quantix.agent.volume;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.system.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Has a file system fill its disk again after the disk has grown: first the partition (by growpart,
 * else sfdisk), then the file system while it is mounted (resize2fs, xfs_growfs, btrfs). Nothing is
 * ever made smaller, and no partition is moved.
 */
public final class Volumes {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SECTOR = 512;

  /** Left free at a disk's end: the copy of a GPT, and what alignment takes. */
  private static final long RESERVE = 1 << 20;

  private final SystemFiles files;
  private final Programs programs;
  private final MountTable mounts;

  /** Of a system. */
  public Volumes(SystemFiles files, Programs programs) {
    this.files = files;
    this.programs = programs;
    this.mounts = new MountTable(files);
  }

  /**
   * How large they are.
   *
   * @param deviceBytes of the partition or disk under the file system; if it was only looked at,
   *     what it can grow to
   * @param fileSystemBytes as {@code df} counts them, now
   * @param before the same, before
   */
  public record Resized(long deviceBytes, long fileSystemBytes, long before) {}

  /** A block device, and the partition that it is, if it is one. */
  private record Device(String name, Optional<Part> part, long bytes) {}

  /** A partition, and how much free space follows it. */
  private record Part(String disk, int number, long free) {}

  /**
   * Grows the file system that is mounted there.
   *
   * @param onlyCheck says what could be done, and does nothing
   * @throws AgentException {@link ErrorCode#INVALID_REQUEST} if none is mounted there; {@link
   *     ErrorCode#NOT_AVAILABLE} if it is none that grows, or the guest lacks the program; {@link
   *     ErrorCode#FILE_IO_FAILED} if growing failed
   */
  public synchronized Resized resize(String mountPoint, boolean onlyCheck) throws AgentException {
    try {
      MountTable.Mount mount = mount(mountPoint);
      List<String> grow = grow(mount);
      Device device = device(mount);
      long before = fileSystemBytes(mountPoint);
      if (onlyCheck) {
        return new Resized(
            device.bytes() + device.part().map(Part::free).orElse(0L), before, before);
      }
      if (device.part().isPresent()) {
        rescan(device.part().get().disk());
        device = device(mount);
        Part part = device.part().orElseThrow();
        if (part.free() >= RESERVE) {
          growPartition(part);
          device = device(mount);
        }
      } else {
        rescan(device.name());
      }
      run(grow, new byte[0]);
      return new Resized(device(mount).bytes(), fileSystemBytes(mountPoint), before);
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.FILE_IO_FAILED,
          "The volume could not be grown: " + Objects.toString(e.getMessage(), ""),
          mountPoint,
          ErrorCode.FILE_IO_FAILED.resolution(),
          e);
    }
  }

  private MountTable.Mount mount(String mountPoint) throws AgentException, IOException {
    return mounts.mounts().stream()
        .filter(mount -> mount.mountPoint().equals(mountPoint))
        .reduce((first, later) -> later)
        .orElseThrow(() ->
            new AgentException(
                ErrorCode.INVALID_REQUEST, "No file system is mounted there", mountPoint));
  }

  /** What grows it; said before anything is changed. */
  private List<String> grow(MountTable.Mount mount) throws AgentException, IOException {
    return switch (mount.fileSystem()) {
      case "ext2", "ext3", "ext4" -> command("resize2fs", devicePath(mount).toString());
      case "xfs" -> command("xfs_growfs", mount.mountPoint());
      case "btrfs" -> command("btrfs", "filesystem", "resize", "max", mount.mountPoint());
      default ->
          throw new AgentException(
              ErrorCode.NOT_AVAILABLE,
              "A file system of type " + mount.fileSystem() + " does not grow while it is mounted",
              mount.mountPoint());
    };
  }

  private List<String> command(String name, String... arguments)
      throws AgentException, IOException {
    if (programs.find(name).isEmpty()) {
      throw missing(name);
    }
    return programs.command(name, arguments);
  }

  private static AgentException missing(String name) {
    return new AgentException(
        ErrorCode.NOT_AVAILABLE,
        "This guest has no " + name + ", which is needed for that",
        name,
        "Install " + name + " in the guest",
        null);
  }

  private Path devicePath(MountTable.Mount mount) throws IOException {
    return files.live() ? Path.of("/dev", name(mount)) : Path.of(mount.device());
  }

  /** As the kernel calls it: {@code vda1}, {@code dm-0}. */
  private String name(MountTable.Mount mount) throws IOException {
    Path device = Path.of(mount.device());
    if (!files.live()) {
      return last(device);
    }
    if (device.isAbsolute() && Files.exists(device)) {
      return last(device.toRealPath());
    }
    // Some systems call the root's device /dev/root, which is not there.
    long number = (long) Files.getAttribute(Path.of(mount.mountPoint()), "unix:dev");
    long major = ((number >>> 8) & 0xfff) | ((number >>> 32) & ~0xfffL);
    long minor = (number & 0xff) | ((number >>> 12) & ~0xffL);
    return files
        .linkName("sys/dev/block/" + major + ":" + minor)
        .orElseThrow(() -> new IOException("its device " + mount.device() + " is not known"));
  }

  private static String last(Path path) {
    return String.valueOf(path.getFileName());
  }

  private Device device(MountTable.Mount mount) throws IOException {
    String name = name(mount);
    String folder = "sys/class/block/" + name;
    long bytes = files.number(folder + "/size", 0) * SECTOR;
    if (!files.exists(folder + "/partition")) {
      return new Device(name, Optional.empty(), bytes);
    }
    String disk = last(Objects.requireNonNull(files.path(folder).toRealPath().getParent()));
    long end = files.number(folder + "/start", 0) * SECTOR + bytes;
    long limit = files.number("sys/class/block/" + disk + "/size", 0) * SECTOR - RESERVE;
    for (String other : files.names("sys/class/block/" + disk)) {
      String start = "sys/class/block/" + disk + "/" + other + "/start";
      long begins = files.number(start, 0) * SECTOR;
      if (begins >= end) {
        limit = Math.min(limit, begins);
      }
    }
    int number = (int) files.number(folder + "/partition", 0);
    return new Device(name, Optional.of(new Part(disk, number, Math.max(0, limit - end))), bytes);
  }

  /** A SCSI disk is asked for its size again; others tell by themselves. */
  private void rescan(String disk) {
    Path file = files.path("sys/class/block/" + disk + "/device/rescan");
    if (Files.isWritable(file)) {
      try {
        Files.writeString(file, "1\n");
      } catch (IOException e) {
        // Then it has the size that it has.
      }
    }
  }

  private void growPartition(Part part) throws AgentException, IOException {
    String disk = "/dev/" + part.disk();
    String number = Integer.toString(part.number());
    if (programs.find("growpart").isPresent()) {
      Program.Output output = programs.run(LIMIT, "growpart", disk, number);
      // Status 1: there was nothing to grow.
      if (output.status() > 1) {
        throw new IOException("growpart: " + output.complaint());
      }
      return;
    }
    if (programs.find("sfdisk").isEmpty() || programs.find("partx").isEmpty()) {
      throw missing("growpart");
    }
    // Puts a GPT's copy at the new end; another table has none, and refuses.
    programs.run(LIMIT, "sfdisk", "--relocate", "gpt-bak-std", disk);
    run(
        programs.command("sfdisk", "--no-reread", "--force", "-N", number, disk),
        ", +\n".getBytes(StandardCharsets.US_ASCII));
    run(programs.command("partx", "--update", "--nr", number, disk), new byte[0]);
  }

  private void run(List<String> command, byte[] input) throws IOException {
    Program.Output output = programs.run(command, input, LIMIT);
    if (!output.ok()) {
      throw new IOException(last(Path.of(command.getFirst())) + ": " + output.complaint());
    }
  }

  private long fileSystemBytes(String mountPoint) throws IOException {
    return Files.getFileStore(files.path(mountPoint.substring(1))).getTotalSpace();
  }
}
