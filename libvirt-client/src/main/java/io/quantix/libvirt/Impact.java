package io.quantix.libvirt;

/**
 * What a change of a domain or network acts on (libvirt's virDomainModificationImpact); none of
 * them means what the object is now: the running one if it runs, else its definition.
 */
public enum Impact {
  /** The running one, at once; lost when it is off. */
  LIVE(1),
  /** The definition, from the next start on. */
  CONFIG(1 << 1);

  private final int bit;

  Impact(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
