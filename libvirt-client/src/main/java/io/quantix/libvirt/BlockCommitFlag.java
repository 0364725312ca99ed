package io.quantix.libvirt;

/** How layers of a disk are merged (libvirt's virDomainBlockCommitFlags). */
public enum BlockCommitFlag {
  /** Into the layer right below. */
  SHALLOW(1),
  /** Delete the layers that are merged. */
  DELETE(1 << 1),
  /** Allow the uppermost layer; the job then waits for its pivot. */
  ACTIVE(1 << 2),
  /** Keep the paths between layers relative. */
  RELATIVE(1 << 3),
  /** The bandwidth is in bytes a second, not MiB. */
  BANDWIDTH_BYTES(1 << 4);

  private final int bit;

  BlockCommitFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
