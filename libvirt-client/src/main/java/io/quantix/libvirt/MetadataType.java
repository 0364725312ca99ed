package io.quantix.libvirt;

/** Which metadata of a domain (libvirt's virDomainMetadataType). */
public enum MetadataType {
  /** Its description. */
  DESCRIPTION(0),
  /** Its title. */
  TITLE(1),
  /** An XML element of a namespace of its own. */
  ELEMENT(2);

  private final int number;

  MetadataType(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
