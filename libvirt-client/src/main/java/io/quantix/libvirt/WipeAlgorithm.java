package io.quantix.libvirt;

/** What a volume is written over with (libvirt's virStorageVolWipeAlgorithm). */
public enum WipeAlgorithm {
  ZERO(0),
  NNSA(1),
  DOD(2),
  BSI(3),
  GUTMANN(4),
  SCHNEIER(5),
  PFITZNER7(6),
  PFITZNER33(7),
  RANDOM(8),
  TRIM(9);

  private final int number;

  WipeAlgorithm(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
