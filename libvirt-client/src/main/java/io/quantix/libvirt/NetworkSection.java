package io.quantix.libvirt;

/** A part of a network that can be changed in place (libvirt's virNetworkUpdateSection). */
public enum NetworkSection {
  BRIDGE(1),
  DOMAIN(2),
  IP(3),
  IP_DHCP_HOST(4),
  IP_DHCP_RANGE(5),
  FORWARD(6),
  FORWARD_INTERFACE(7),
  FORWARD_PF(8),
  PORTGROUP(9),
  DNS_HOST(10),
  DNS_TXT(11),
  DNS_SRV(12);

  private final int number;

  NetworkSection(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
