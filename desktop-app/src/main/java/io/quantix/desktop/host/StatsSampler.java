package io.quantix.desktop.host;

import io.quantix.libvirt.Connection;
import io.quantix.libvirt.DomainStats;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.StatsGroup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Turns bulk statistics, one call for all running VMs, into loads. Used by one thread. */
final class StatsSampler {
  private static final Set<StatsGroup> GROUPS =
      EnumSet.of(StatsGroup.STATE, StatsGroup.CPU, StatsGroup.BALLOON, StatsGroup.VCPU);

  /** A VM's loads in the last interval, 0 to 1. */
  record Load(UUID uuid, double cpu, double memory, long memoryKib) {}

  private record Before(long atNanos, long cpuNanos) {}

  private Map<UUID, Before> before = new HashMap<>();

  /** Reads once; the first time of a VM gives no processor load. */
  List<Load> sample(Connection connection) throws LibvirtException {
    List<DomainStats> all = connection.domainStats(GROUPS, true);
    long now = System.nanoTime();
    Map<UUID, Before> after = HashMap.newHashMap(all.size());
    List<Load> loads = new ArrayList<>(all.size());
    for (DomainStats stats : all) {
      UUID uuid = stats.domain().uuid();
      double cpu = 0;
      OptionalLong time = stats.number("cpu.time");
      if (time.isPresent()) {
        Before then = before.get(uuid);
        long vcpus = Math.max(1, stats.number("vcpu.current").orElse(1));
        if (then != null && now > then.atNanos()) {
          cpu = (double) (time.getAsLong() - then.cpuNanos()) / (now - then.atNanos()) / vcpus;
        }
        after.put(uuid, new Before(now, time.getAsLong()));
      }
      long current = stats.number("balloon.current").orElse(0);
      loads.add(new Load(uuid, clamp(cpu), clamp(memory(stats, current)), current));
    }
    before = after;
    return loads;
  }

  // What the guest says is in use, else what the host's process holds of it.
  private static double memory(DomainStats stats, long current) {
    if (current <= 0) {
      return 0;
    }
    OptionalLong free = stats.number("balloon.usable");
    if (free.isEmpty()) {
      free = stats.number("balloon.unused");
    }
    return free.isPresent()
        ? (double) (current - free.getAsLong()) / current
        : (double) stats.number("balloon.rss").orElse(0) / current;
  }

  private static double clamp(double load) {
    return Math.clamp(load, 0, 1);
  }
}
