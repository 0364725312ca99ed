package io.quantix.libvirt;

/** How a snapshot is deleted (libvirt's virDomainSnapshotDeleteFlags). */
public enum SnapshotDeleteFlag {
  /** Those made after it, too. */
  CHILDREN(1),
  /** Only forget it; what is on the disks stays. */
  METADATA_ONLY(1 << 1),
  /** Only those made after it. */
  CHILDREN_ONLY(1 << 2);

  private final int bit;

  SnapshotDeleteFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
