package io.quantix.libvirt;

/** How a volume is made (libvirt's virStorageVolCreateFlags). */
public enum VolumeCreateFlag {
  /** Lay out the tables of the image format, so that growing is quicker. */
  PREALLOCATE_METADATA(1),
  /** Share blocks with the volume that is cloned. */
  REFLINK(1 << 1),
  /** Refuse XML that the schema does not know. */
  VALIDATE(1 << 2);

  private final int bit;

  VolumeCreateFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
