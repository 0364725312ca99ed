package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures, and remembers the counters of the last time for the differences. A counter that went
 * back (a disk or an interface was taken out and put in again) has a difference of zero.
 */
public final class TelemetryCollector {
  private static final int SECTOR = 512;

  private final SystemFiles files;
  private final SystemInformation information;
  private final MountTable mounts;
  private final NetworkInterfaces network;
  private final LongSupplier clock;
  private Map<String, long[]> processorsBefore = Map.of();
  private Map<String, long[]> disksBefore = Map.of();
  private Map<String, long[]> interfacesBefore = Map.of();
  private long before;
  private boolean measured;

  /** Of a system. */
  public TelemetryCollector(SystemFiles files) {
    this(files, System::nanoTime);
  }

  TelemetryCollector(SystemFiles files, LongSupplier clock) {
    this.files = files;
    this.information = new SystemInformation(files);
    this.mounts = new MountTable(files);
    this.network = new NetworkInterfaces(files);
    this.clock = clock;
  }

  /** Counters that are kept for the differences of the next time. */
  public synchronized int remembered() {
    return processorsBefore.size() + disksBefore.size() + interfacesBefore.size();
  }

  /** Measures now. */
  public synchronized Telemetry collect() throws IOException {
    long now = clock.getAsLong();
    Duration interval = measured ? Duration.ofNanos(now - before) : Duration.ZERO;
    before = now;
    measured = true;
    Map<String, long[]> processors = processors();
    List<Double> cores = new ArrayList<>();
    for (Map.Entry<String, long[]> entry : processors.entrySet()) {
      if (!entry.getKey().equals("cpu")) {
        cores.add(busy(entry.getKey(), entry.getValue()));
      }
    }
    double all = busy("cpu", processors.getOrDefault("cpu", new long[2]));
    processorsBefore = processors;
    double[] load = load();
    List<Telemetry.Interface> interfaces = interfaces();
    return new Telemetry(
        Instant.now(),
        interval,
        all,
        cores,
        load[0],
        load[1],
        load[2],
        memory(),
        mounts.usage(),
        interfaces,
        NetworkInterfaces.own(interfaces),
        information.uptime(),
        (int)
            files.names("proc").stream().filter(name -> Character.isDigit(name.charAt(0))).count(),
        diskActivity());
  }

  /** Of each line {@code cpu...} of {@code /proc/stat}: all ticks, and those it did nothing in. */
  private Map<String, long[]> processors() throws IOException {
    Map<String, long[]> found = new java.util.LinkedHashMap<>();
    for (String line : files.lines("proc/stat")) {
      String[] fields = line.trim().split("\\s+", -1);
      if (!fields[0].startsWith("cpu") || fields.length < 5) {
        continue;
      }
      long total = 0;
      // Guests' time, from the ninth on, is in the first two already.
      for (int i = 1; i < Math.min(fields.length, 9); i++) {
        total += number(fields[i]);
      }
      long idle = number(fields[4]) + (fields.length > 5 ? number(fields[5]) : 0);
      found.put(fields[0], new long[] {total, idle});
    }
    return found;
  }

  private double busy(String name, long[] now) {
    long[] then = processorsBefore.getOrDefault(name, new long[2]);
    long total = now[0] - then[0];
    long idle = now[1] - then[1];
    return total <= 0 ? 0 : Math.clamp(100.0 * (total - idle) / total, 0, 100);
  }

  private double[] load() {
    String[] fields = files.word("proc/loadavg").split(" ", -1);
    double[] load = new double[3];
    for (int i = 0; i < Math.min(3, fields.length); i++) {
      try {
        load[i] = Double.parseDouble(fields[i]);
      } catch (NumberFormatException e) {
        load[i] = 0;
      }
    }
    return load;
  }

  private Telemetry.Memory memory() throws IOException {
    Map<String, Long> values = memoryInformation(files);
    long total = values.getOrDefault("MemTotal", 0L);
    long free = values.getOrDefault("MemFree", 0L);
    long cached = values.getOrDefault("Cached", 0L) + values.getOrDefault("Buffers", 0L);
    long available = values.getOrDefault("MemAvailable", free + cached);
    long swap = values.getOrDefault("SwapTotal", 0L);
    return new Telemetry.Memory(
        total,
        total - available,
        available,
        cached,
        swap,
        swap - values.getOrDefault("SwapFree", 0L));
  }

  /** {@code /proc/meminfo} in bytes. */
  static Map<String, Long> memoryInformation(SystemFiles files) throws IOException {
    Map<String, Long> values = new HashMap<>();
    for (String line : files.lines("proc/meminfo")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String[] words = line.substring(colon + 1).trim().split(" ", -1);
        values.put(line.substring(0, colon), number(words[0]) * 1_024);
      }
    }
    return values;
  }

  private List<Telemetry.DiskActivity> diskActivity() throws IOException {
    List<Telemetry.DiskActivity> found = new ArrayList<>();
    Map<String, long[]> now = new HashMap<>();
    List<String> disks = files.names("sys/block");
    for (String line : files.lines("proc/diskstats")) {
      String[] fields = line.trim().split("\\s+", -1);
      if (fields.length < 11
          || !disks.contains(fields[2])
          || fields[2].startsWith("loop")
          || fields[2].startsWith("ram")) {
        continue;
      }
      long[] bytes = {number(fields[5]) * SECTOR, number(fields[9]) * SECTOR};
      long[] then = disksBefore.getOrDefault(fields[2], bytes);
      now.put(fields[2], bytes);
      found.add(
          new Telemetry.DiskActivity(
              fields[2],
              bytes[0],
              bytes[1],
              number(fields[3]),
              number(fields[7]),
              difference(bytes, then, 0),
              difference(bytes, then, 1)));
    }
    disksBefore = now;
    return found;
  }

  private List<Telemetry.Interface> interfaces() throws IOException {
    List<Telemetry.Interface> found = new ArrayList<>();
    Map<String, long[]> now = network.counters();
    for (NetworkInterfaces.Link link : network.links()) {
      long[] bytes = now.getOrDefault(link.name(), new long[2]);
      long[] then = interfacesBefore.getOrDefault(link.name(), bytes);
      found.add(
          new Telemetry.Interface(
              link.name(),
              link.mac(),
              link.addresses(),
              bytes[0],
              bytes[1],
              difference(bytes, then, 0),
              difference(bytes, then, 1),
              link.up()));
    }
    interfacesBefore = now;
    return found;
  }

  private static long difference(long[] now, long[] then, int i) {
    return Math.max(0, now[i] - then[i]);
  }

  private static long number(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
