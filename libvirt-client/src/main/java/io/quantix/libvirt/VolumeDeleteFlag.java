package io.quantix.libvirt;

/** How a volume is deleted (libvirt's virStorageVolDeleteFlags). */
public enum VolumeDeleteFlag {
  /** Write zeros over it first. */
  ZEROED(1),
  /** Delete its own snapshots too. */
  WITH_SNAPSHOTS(1 << 1);

  private final int bit;

  VolumeDeleteFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
