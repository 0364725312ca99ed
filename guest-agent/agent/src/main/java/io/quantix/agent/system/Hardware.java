package io.quantix.agent.system;

import java.time.Instant;
import java.util.List;

/** What the guest is made of. Texts are empty and numbers 0 where the guest cannot know. */
public record Hardware(
    Cpu cpu,
    Memory memory,
    List<Disk> disks,
    List<Network> network,
    Bios bios,
    Os os,
    List<Gpu> gpus) {

  /** Copies the lists. */
  public Hardware {
    disks = List.copyOf(disks);
    network = List.copyOf(network);
    gpus = List.copyOf(gpus);
  }

  /** Its processors, all of one kind. */
  public record Cpu(
      String model,
      String vendor,
      int sockets,
      int cores,
      int threads,
      double frequencyMhz,
      List<String> flags,
      String architecture) {

    /** Copies the list. */
    public Cpu {
      flags = List.copyOf(flags);
    }
  }

  /**
   * Its memory.
   *
   * @param type {@code DDR4}, {@code RAM}
   */
  public record Memory(long total, long available, String type, int speedMhz, int slots) {}

  /**
   * A disk.
   *
   * @param type {@code SSD}, {@code HDD} or {@code NVMe}
   */
  public record Disk(
      String device,
      String model,
      String serial,
      String type,
      long size,
      List<Partition> partitions) {

    /** Copies the list. */
    public Disk {
      partitions = List.copyOf(partitions);
    }
  }

  /** Part of a disk. */
  public record Partition(String device, long size, String fileSystem, String mountPoint) {}

  /**
   * A network adapter.
   *
   * @param type {@code Ethernet}, {@code WiFi} or {@code Virtual}
   */
  public record Network(String name, String mac, String type, int speedMbps, String driver) {}

  /** The firmware, and what it says about the machine. */
  public record Bios(
      String vendor,
      String version,
      String releaseDate,
      String systemVendor,
      String systemProduct,
      String systemSerial,
      String systemUuid) {}

  /** The system that runs. */
  public record Os(
      String name,
      String version,
      String kernel,
      String hostname,
      Instant installed,
      Instant booted) {}

  /** A graphics adapter. */
  public record Gpu(String name, String vendor, String driver, long memory) {}
}
