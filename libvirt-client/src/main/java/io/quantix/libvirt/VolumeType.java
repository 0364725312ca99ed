package io.quantix.libvirt;

/** What a volume is (libvirt's virStorageVolType). */
public enum VolumeType {
  FILE,
  BLOCK,
  DIRECTORY,
  NETWORK,
  NETWORK_DIRECTORY,
  PLOOP,
  /** One of a newer libvirt. */
  UNKNOWN;

  private static final VolumeType[] ALL = values();

  /** By libvirt's number. */
  public static VolumeType of(int number) {
    return number >= 0 && number < ALL.length - 1 ? ALL[number] : UNKNOWN;
  }
}
