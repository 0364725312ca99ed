package io.quantix.libvirt;

/** How a checkpoint is deleted (libvirt's virDomainCheckpointDeleteFlags). */
public enum CheckpointDeleteFlag {
  /** Those made after it, too. */
  CHILDREN(1),
  /** Only forget it. */
  METADATA_ONLY(1 << 1),
  /** Only those made after it. */
  CHILDREN_ONLY(1 << 2);

  private final int bit;

  CheckpointDeleteFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
