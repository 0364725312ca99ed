package io.quantix.libvirt;

import java.time.Instant;
import java.util.Optional;

/**
 * An address that a network's DHCP server has given out.
 *
 * @param networkInterface the bridge on the host
 * @param expires when it ends unless it is renewed; empty for never
 * @param ipv6 its kind, else IPv4
 * @param mac of the guest's interface
 * @param iaid IPv6's name of the interface
 * @param prefix bits of the network part
 * @param hostname what the guest calls itself
 * @param clientId DHCP's client id or DUID
 */
public record DhcpLease(
    String networkInterface,
    Optional<Instant> expires,
    boolean ipv6,
    Optional<String> mac,
    Optional<String> iaid,
    String address,
    int prefix,
    Optional<String> hostname,
    Optional<String> clientId) {}
