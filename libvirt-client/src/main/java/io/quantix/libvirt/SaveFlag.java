package io.quantix.libvirt;

/** How a domain's memory is saved (virDomainSaveRestoreFlags). */
public enum SaveFlag {
  /** Write without the host's page cache. */
  BYPASS_CACHE(1),
  /** It runs when started again. */
  RUNNING(1 << 1),
  /** It is paused when started again. */
  PAUSED(1 << 2);

  private final int bit;

  SaveFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
