package io.quantix.libvirt;

/** What happens around a core dump (libvirt's virDomainCoreDumpFlags). */
public enum DumpFlag {
  /** The domain crashes afterwards. */
  CRASH(1),
  /** It keeps running meanwhile. */
  LIVE(1 << 1),
  /** Without the host's page cache. */
  BYPASS_CACHE(1 << 2),
  /** It is reset afterwards. */
  RESET(1 << 3),
  /** Its memory, without the state of its devices. */
  MEMORY_ONLY(1 << 4);

  private final int bit;

  DumpFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
