package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is mounted where, from {@code /proc/self/mounts}. */
public final class MountTable {
  private static final Set<String> ON_DISKS =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "f2fs",
          "jfs",
          "reiserfs",
          "nilfs2",
          "bcachefs",
          "zfs",
          "vfat",
          "exfat",
          "ntfs",
          "ntfs3",
          "fuseblk",
          "virtiofs");

  private final SystemFiles files;

  /** Of a system. */
  public MountTable(SystemFiles files) {
    this.files = files;
  }

  /** One line of it. */
  public record Mount(String device, String mountPoint, String fileSystem, boolean readOnly) {}

  /** All of them, in the order in which they were mounted. */
  public List<Mount> mounts() throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : files.lines("proc/self/mounts")) {
      String[] fields = line.split(" ", -1);
      if (fields.length >= 4) {
        mounts.add(
            new Mount(
                plain(fields[0]),
                plain(fields[1]),
                fields[2],
                List.of(fields[3].split(",", -1)).contains("ro")));
      }
    }
    return mounts;
  }

  /** Spaces and the like are written as three octal digits there. */
  static String plain(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 3 < field.length()) {
        try {
          text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
          i += 3;
          continue;
        } catch (NumberFormatException e) {
          // A backslash of its own.
        }
      }
      text.append(c);
    }
    return text.toString();
  }

  /** Those that are on disks, each device once: bind mounts and containers' layers are left out. */
  public List<Mount> onDisks() throws IOException {
    List<Mount> found = new ArrayList<>();
    Set<String> devices = new HashSet<>();
    for (Mount mount : mounts()) {
      if (ON_DISKS.contains(mount.fileSystem())
          && !mount.device().startsWith("/dev/loop")
          && devices.add(mount.device())) {
        found.add(mount);
      }
    }
    return found;
  }

  List<Telemetry.Disk> usage() throws IOException {
    List<Telemetry.Disk> found = new ArrayList<>();
    for (Mount mount : onDisks()) {
      try {
        Path path = files.path(mount.mountPoint().substring(1));
        FileStore store = Files.getFileStore(path);
        long total = store.getTotalSpace();
        found.add(
            new Telemetry.Disk(
                mount.mountPoint(),
                mount.device(),
                mount.fileSystem(),
                total,
                total - store.getUnallocatedSpace(),
                store.getUsableSpace()));
      } catch (IOException e) {
        // Unmounted in between, or not to be asked.
      }
    }
    return found;
  }
}
