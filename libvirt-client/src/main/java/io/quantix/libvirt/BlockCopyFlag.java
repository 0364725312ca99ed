package io.quantix.libvirt;

/** How a disk is copied (libvirt's virDomainBlockCopyFlags). */
public enum BlockCopyFlag {
  /** The uppermost layer alone. */
  SHALLOW(1),
  /** Use an image that is there already. */
  REUSE_EXTERNAL(1 << 1),
  /** The job need not outlive the domain: needed for persistent domains on older hosts. */
  TRANSIENT_JOB(1 << 2),
  /** Every write of the guest goes to both. */
  SYNCHRONOUS_WRITES(1 << 3);

  private final int bit;

  BlockCopyFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
