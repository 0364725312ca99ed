package io.quantix.libvirt;

/** Which XML of a domain is wanted (virDomainXMLFlags). */
public enum XmlFlag {
  /** With passwords; refused on a read-only connection. */
  SECURE(1),
  /** As it is at the next start, not as it runs now. */
  INACTIVE(1 << 1),
  /** With the processor's features spelled out. */
  UPDATE_CPU(1 << 2),
  /** As another host would need it. */
  MIGRATABLE(1 << 3);

  private final int bit;

  XmlFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
