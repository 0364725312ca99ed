package io.quantix.libvirt;

/** What bulk statistics tell (libvirt's virDomainStatsTypes). */
public enum StatsGroup {
  STATE(1),
  CPU(1 << 1),
  BALLOON(1 << 2),
  VCPU(1 << 3),
  INTERFACE(1 << 4),
  BLOCK(1 << 5),
  PERF(1 << 6),
  IOTHREAD(1 << 7),
  MEMORY(1 << 8),
  DIRTYRATE(1 << 9);

  private final int bit;

  StatsGroup(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for the group. */
  public int bit() {
    return bit;
  }
}
