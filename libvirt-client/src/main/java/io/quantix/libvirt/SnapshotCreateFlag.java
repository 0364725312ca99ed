package io.quantix.libvirt;

/** How a snapshot is taken (libvirt's virDomainSnapshotCreateFlags). */
public enum SnapshotCreateFlag {
  /** Only write down one that there is on the disks already. */
  REDEFINE(1),
  /** With REDEFINE: make it the current one. */
  CURRENT(1 << 1),
  /** Take it, and keep nothing about it in libvirt. */
  NO_METADATA(1 << 2),
  /** Stop the domain afterwards. */
  HALT(1 << 3),
  /** Disks only, no memory: like pulling the plug. */
  DISK_ONLY(1 << 4),
  /** Use image files that are there already. */
  REUSE_EXTERNAL(1 << 5),
  /** Freeze the file systems through the guest agent meanwhile. */
  QUIESCE(1 << 6),
  /** All disks or none. */
  ATOMIC(1 << 7),
  /** Keep the domain running while its memory is written. */
  LIVE(1 << 8),
  /** Refuse XML that the schema does not know. */
  VALIDATE(1 << 9);

  private final int bit;

  SnapshotCreateFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
