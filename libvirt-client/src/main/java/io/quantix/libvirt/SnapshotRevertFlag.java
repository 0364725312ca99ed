package io.quantix.libvirt;

/** How a domain goes back to a snapshot (libvirt's virDomainSnapshotRevertFlags). */
public enum SnapshotRevertFlag {
  /** Run afterwards. */
  RUNNING(1),
  /** Be paused afterwards. */
  PAUSED(1 << 1),
  /** Even where the domain as it is now would be lost or differs from the snapshot. */
  FORCE(1 << 2),
  /** Begin with the firmware's variables anew. */
  RESET_NVRAM(1 << 3);

  private final int bit;

  SnapshotRevertFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
