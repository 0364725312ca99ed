package io.quantix.libvirt;

/** What a storage pool does (libvirt's virStoragePoolState). */
public enum PoolState {
  INACTIVE,
  BUILDING,
  RUNNING,
  /** Running, but not whole. */
  DEGRADED,
  /** Running, but not reachable. */
  INACCESSIBLE,
  /** A state of a newer libvirt. */
  UNKNOWN;

  private static final PoolState[] ALL = values();

  /** By libvirt's number. */
  public static PoolState of(int number) {
    return number >= 0 && number < ALL.length - 1 ? ALL[number] : UNKNOWN;
  }
}
