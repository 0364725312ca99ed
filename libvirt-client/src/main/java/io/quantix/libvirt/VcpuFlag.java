package io.quantix.libvirt;

/** Which count of processors (libvirt's virDomainVcpuFlags). */
public enum VcpuFlag {
  /** The running domain's. */
  LIVE(1),
  /** The definition's. */
  CONFIG(1 << 1),
  /** The most that it can have. */
  MAXIMUM(1 << 2),
  /** Through the guest's agent. */
  GUEST(1 << 3),
  /** The added ones can be taken out again. */
  HOTPLUGGABLE(1 << 4);

  private final int bit;

  VcpuFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
