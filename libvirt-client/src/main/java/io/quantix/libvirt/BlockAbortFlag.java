package io.quantix.libvirt;

/** How a block job is ended (libvirt's virDomainBlockJobAbortFlags). */
public enum BlockAbortFlag {
  /** Do not wait until it has ended. */
  ASYNC(1),
  /** Go on with the copy, or the merged layer. */
  PIVOT(1 << 1);

  private final int bit;

  BlockAbortFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
