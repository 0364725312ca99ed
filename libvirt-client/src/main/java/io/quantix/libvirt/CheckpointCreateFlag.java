package io.quantix.libvirt;

/** How a checkpoint is made (libvirt's virDomainCheckpointCreateFlags). */
public enum CheckpointCreateFlag {
  /** Only write down one that there is already. */
  REDEFINE(1),
  /** Freeze the file systems through the guest agent meanwhile. */
  QUIESCE(1 << 1),
  /** With REDEFINE: check that the disks agree. */
  REDEFINE_VALIDATE(1 << 2);

  private final int bit;

  CheckpointCreateFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
