package io.quantix.libvirt;

/** Who is asked for a domain's addresses (libvirt's virDomainInterfaceAddressesSource). */
public enum AddressSource {
  /** The host's DHCP servers. */
  LEASE(0),
  /** The guest's agent. */
  AGENT(1),
  /** The host's table of neighbours. */
  ARP(2);

  private final int number;

  AddressSource(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
