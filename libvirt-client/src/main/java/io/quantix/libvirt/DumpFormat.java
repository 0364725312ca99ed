package io.quantix.libvirt;

/** A core dump's format (libvirt's virDomainCoreDumpFormat). */
public enum DumpFormat {
  /** ELF. */
  RAW(0),
  /** kdump, zlib. */
  KDUMP_ZLIB(1),
  /** kdump, LZO. */
  KDUMP_LZO(2),
  /** kdump, Snappy. */
  KDUMP_SNAPPY(3),
  /** Windows' own. */
  WINDOWS(4);

  private final int number;

  DumpFormat(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
