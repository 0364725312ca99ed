package io.quantix.libvirt;

/** How a domain is forced off (virDomainDestroyFlagsValues). */
public enum DestroyFlag {
  /** Give the hypervisor's process time to write its caches; fail rather than kill it. */
  GRACEFUL(1),
  /** Remove the domain's logs. */
  REMOVE_LOGS(1 << 1);

  private final int bit;

  DestroyFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
