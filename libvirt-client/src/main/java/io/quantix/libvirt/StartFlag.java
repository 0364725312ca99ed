package io.quantix.libvirt;

/** How a domain is started (libvirt's virDomainCreateFlags). */
public enum StartFlag {
  /** Start with its processors stopped. */
  PAUSED(1),
  /** Destroy it when this connection ends. */
  AUTODESTROY(1 << 1),
  /** Restore a managed save without the host's page cache. */
  BYPASS_CACHE(1 << 2),
  /** Throw a managed save away and boot. */
  FORCE_BOOT(1 << 3),
  /** Refuse XML that the schema does not know (transient domains only). */
  VALIDATE(1 << 4);

  private final int bit;

  StartFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
