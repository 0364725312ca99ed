package io.quantix.libvirt;

/** How a pool's storage is made (libvirt's virStoragePoolBuildFlags). */
public enum PoolBuildFlag {
  /** Repair or build upon what is there. */
  REPAIR(1),
  /** Make it larger or smaller. */
  RESIZE(1 << 1),
  /** Fail if something is there already. */
  NO_OVERWRITE(1 << 2),
  /** Write over whatever is there: it is lost. */
  OVERWRITE(1 << 3);

  private final int bit;

  PoolBuildFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
