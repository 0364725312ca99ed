package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a Linux guest is made of from {@code /proc} and {@code /sys}. */
public final class HardwareInventory {
  private static final int SECTOR = 512;

  private final SystemFiles files;
  private final SystemInformation information;
  private final MountTable mounts;

  /** Of a system. */
  public HardwareInventory(SystemFiles files) {
    this.files = files;
    this.information = new SystemInformation(files);
    this.mounts = new MountTable(files);
  }

  /** Reads all of it. */
  public Hardware read() throws IOException {
    return new Hardware(
        cpu(), memory(), disks(), network(), bios(), os(), new GraphicsAdapters(files).read());
  }

  private Hardware.Cpu cpu() throws IOException {
    Map<String, String> first = new HashMap<>();
    Set<String> sockets = new HashSet<>();
    Set<String> cores = new HashSet<>();
    int threads = 0;
    String socket = "0";
    for (String line : files.lines("proc/cpuinfo")) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      first.putIfAbsent(key, value);
      switch (key) {
        case "processor" -> threads++;
        case "physical id" -> {
          socket = value;
          sockets.add(value);
        }
        case "core id" -> cores.add(socket + "/" + value);
        default -> {}
      }
    }
    // ARM's file names no model; the device tree names the machine.
    String model = first.getOrDefault("model name", files.word("proc/device-tree/model"));
    String flags = first.getOrDefault("flags", first.getOrDefault("Features", ""));
    return new Hardware.Cpu(
        model,
        first.getOrDefault("vendor_id", first.getOrDefault("CPU implementer", "")),
        Math.max(1, sockets.size()),
        cores.isEmpty() ? threads : cores.size(),
        threads,
        decimal(first.getOrDefault("cpu MHz", "")),
        flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1)),
        SystemInformation.architecture());
  }

  private Hardware.Memory memory() throws IOException {
    Map<String, Long> values = TelemetryCollector.memoryInformation(files);
    MemoryDevices devices = MemoryDevices.EMPTY;
    try {
      devices = MemoryDevices.parse(files.bytes("sys/firmware/dmi/tables/DMI"));
    } catch (IOException e) {
      // Root alone may read it, and not every machine has it.
    }
    return new Hardware.Memory(
        values.getOrDefault("MemTotal", 0L),
        values.getOrDefault("MemAvailable", 0L),
        devices.type(),
        devices.speedMhz(),
        devices.slots());
  }

  private List<Hardware.Disk> disks() throws IOException {
    Map<String, MountTable.Mount> mounted = new HashMap<>();
    for (MountTable.Mount mount : mounts.mounts()) {
      mounted.putIfAbsent(mount.device(), mount);
    }
    List<Hardware.Disk> found = new ArrayList<>();
    for (String name : files.names("sys/block")) {
      String folder = "sys/block/" + name;
      if (name.matches("(loop|ram|zram|dm-|md|fd|nbd|sr).*") || size(folder) == 0) {
        continue;
      }
      List<Hardware.Partition> partitions = new ArrayList<>();
      for (String part : files.names(folder)) {
        if (files.exists(folder + "/" + part + "/partition")) {
          Optional<MountTable.Mount> mount = Optional.ofNullable(mounted.get("/dev/" + part));
          partitions.add(
              new Hardware.Partition(
                  "/dev/" + part,
                  size(folder + "/" + part),
                  mount.map(MountTable.Mount::fileSystem).orElse(""),
                  mount.map(MountTable.Mount::mountPoint).orElse("")));
        }
      }
      found.add(
          new Hardware.Disk(
              "/dev/" + name,
              (files.word(folder + "/device/vendor") + " " + files.word(folder + "/device/model"))
                  .strip(),
              serial(folder),
              type(name, folder),
              size(folder),
              partitions));
    }
    return found;
  }

  private long size(String folder) {
    return files.number(folder + "/size", 0) * SECTOR;
  }

  private String serial(String folder) {
    String own = files.word(folder + "/serial");
    return own.isEmpty() ? files.word(folder + "/device/serial") : own;
  }

  private String type(String name, String folder) {
    if (name.startsWith("nvme")) {
      return "NVMe";
    }
    return files.number(folder + "/queue/rotational", 0) == 1 ? "HDD" : "SSD";
  }

  private List<Hardware.Network> network() {
    List<Hardware.Network> found = new ArrayList<>();
    for (String name : files.names("sys/class/net")) {
      String folder = "sys/class/net/" + name;
      if (name.equals("lo") || !files.exists(folder + "/address")) {
        continue;
      }
      String type =
          files.exists(folder + "/wireless") || files.exists(folder + "/phy80211")
              ? "WiFi"
              : files.exists(folder + "/device") ? "Ethernet" : "Virtual";
      found.add(
          new Hardware.Network(
              name,
              files.word(folder + "/address"),
              type,
              (int) Math.max(0, files.number(folder + "/speed", 0)),
              files.linkName(folder + "/device/driver").orElse("")));
    }
    return found;
  }

  private Hardware.Bios bios() {
    String folder = "sys/class/dmi/id/";
    return new Hardware.Bios(
        files.word(folder + "bios_vendor"),
        files.word(folder + "bios_version"),
        files.word(folder + "bios_date"),
        files.word(folder + "sys_vendor"),
        files.word(folder + "product_name"),
        files.word(folder + "product_serial"),
        files.word(folder + "product_uuid"));
  }

  private Hardware.Os os() {
    GuestIdentity identity = information.identity();
    return new Hardware.Os(
        identity.osName(),
        identity.osVersion(),
        identity.kernel(),
        identity.hostname(),
        installed(),
        information.booted());
  }

  /** When the root file system was made: by the installer, or by who made the image. */
  private Instant installed() {
    try {
      return Files.readAttributes(files.path(""), BasicFileAttributes.class)
          .creationTime()
          .toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
