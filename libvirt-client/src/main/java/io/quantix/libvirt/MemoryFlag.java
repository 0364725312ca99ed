package io.quantix.libvirt;

/** Which amount of memory (libvirt's virDomainMemoryModFlags). */
public enum MemoryFlag {
  /** The running domain's. */
  LIVE(1),
  /** The definition's. */
  CONFIG(1 << 1),
  /** The most that it can have. */
  MAXIMUM(1 << 2);

  private final int bit;

  MemoryFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
