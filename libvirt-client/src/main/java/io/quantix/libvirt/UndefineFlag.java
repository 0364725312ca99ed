package io.quantix.libvirt;

/** What goes with a domain's definition (virDomainUndefineFlagsValues). */
public enum UndefineFlag {
  /** Its managed save. */
  MANAGED_SAVE(1),
  /** libvirt's records of its snapshots. */
  SNAPSHOTS_METADATA(1 << 1),
  /** Its NVRAM file. */
  NVRAM(1 << 2),
  /** Keep its NVRAM file. */
  KEEP_NVRAM(1 << 3),
  /** libvirt's records of its checkpoints. */
  CHECKPOINTS_METADATA(1 << 4),
  /** Its TPM's state (libvirt 8.9). */
  TPM(1 << 5),
  /** Keep its TPM's state. */
  KEEP_TPM(1 << 6);

  private final int bit;

  UndefineFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
