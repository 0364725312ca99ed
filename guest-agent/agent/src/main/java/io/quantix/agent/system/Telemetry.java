package io.quantix.agent.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How the guest is doing.
 *
 * @param interval what differences are over; zero in a first report, which has none
 * @param cpuPercent of all processors, 0 to 100
 * @param addresses of the guest itself: no loopback, no container's
 */
public record Telemetry(
    Instant measured,
    Duration interval,
    double cpuPercent,
    List<Double> corePercent,
    double load1,
    double load5,
    double load15,
    Memory memory,
    List<Disk> disks,
    List<Interface> interfaces,
    List<String> addresses,
    Duration uptime,
    int processes,
    List<DiskActivity> diskActivity) {

  /** Copies the lists. */
  public Telemetry {
    corePercent = List.copyOf(corePercent);
    disks = List.copyOf(disks);
    interfaces = List.copyOf(interfaces);
    addresses = List.copyOf(addresses);
    diskActivity = List.copyOf(diskActivity);
  }

  /**
   * Bytes.
   *
   * @param used what is not available
   * @param cached page cache and buffers
   */
  public record Memory(
      long total, long used, long available, long cached, long swapTotal, long swapUsed) {}

  /**
   * A file system on a disk, bytes.
   *
   * @param available to others than root
   */
  public record Disk(
      String mountPoint, String device, String fileSystem, long total, long used, long available) {}

  /** What was read from and written to a disk, since the boot and since the last report. */
  public record DiskActivity(
      String device,
      long readBytes,
      long writtenBytes,
      long reads,
      long writes,
      long readBytesDelta,
      long writtenBytesDelta) {}

  /**
   * A network interface.
   *
   * @param addresses with the length of the network's prefix: {@code 192.168.122.4/24}
   */
  public record Interface(
      String name,
      String mac,
      List<String> addresses,
      long receivedBytes,
      long sentBytes,
      long receivedBytesDelta,
      long sentBytesDelta,
      boolean up) {

    /** Copies the list. */
    public Interface {
      addresses = List.copyOf(addresses);
    }
  }
}
