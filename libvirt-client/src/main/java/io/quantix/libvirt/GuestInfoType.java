package io.quantix.libvirt;

/** What is asked of a guest's agent (libvirt's virDomainGuestInfoTypes). */
public enum GuestInfoType {
  /** Who is logged in. */
  USERS(1),
  /** The operating system. */
  OS(1 << 1),
  /** The time zone. */
  TIMEZONE(1 << 2),
  /** The name. */
  HOSTNAME(1 << 3),
  /** The file systems. */
  FILESYSTEM(1 << 4),
  /** The disks. */
  DISKS(1 << 5),
  /** The network interfaces. */
  INTERFACES(1 << 6);

  private final int bit;

  GuestInfoType(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
