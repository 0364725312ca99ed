package io.quantix.libvirt;

/** How a volume's size is changed (libvirt's virStorageVolResizeFlags). */
public enum VolumeResizeFlag {
  /** Reserve the new space on the disk. */
  ALLOCATE(1),
  /** The size is a difference to the present one. */
  DELTA(1 << 1),
  /** Allow it to become smaller: what lies beyond is lost. */
  SHRINK(1 << 2);

  private final int bit;

  VolumeResizeFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
