package io.quantix.desktop.host;

import io.quantix.libvirt.AddressSource;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainStats;
import io.quantix.libvirt.GuestInterface;
import io.quantix.libvirt.GuestInterface.Address;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.StatsGroup;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The addresses of a host's guests, one VM after the other and with a long pause between rounds:
 * however many there are, there is one question at a time, and none of those that wait for a guest
 * unless its agent is there.
 */
final class GuestAddresses {
  private static final Duration PAUSE = Duration.ofSeconds(30);
  // What fits a cell; a guest may tell thousands.
  private static final int MOST = 8;

  private GuestAddresses() {}

  /** Asks until interrupted, or the connection ends. */
  static void follow(Connection connection, Freshness freshness) throws InterruptedException {
    while (true) {
      try {
        for (DomainStats each : connection.domainStats(Set.of(StatsGroup.STATE), true)) {
          Domain domain = each.domain();
          freshness.applyAddresses(domain.uuid(), of(domain));
        }
      } catch (LibvirtException e) {
        if (e.kind() == LibvirtException.Kind.INTERRUPTED) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        if (e.kind() == LibvirtException.Kind.CONNECTION_LOST) {
          return;
        }
        // Not this time: what a busy host refuses now it may tell in the next round.
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Those of one VM: as the host gave them out, else as its agent has them, else as seen. */
  static List<String> of(Domain domain) throws LibvirtException {
    for (AddressSource source :
        List.of(AddressSource.LEASE, AddressSource.AGENT, AddressSource.ARP)) {
      try {
        List<String> found = shown(domain.guest().interfaces(source));
        if (!found.isEmpty()) {
          return found;
        }
      } catch (LibvirtException e) {
        if (e.kind() == LibvirtException.Kind.CONNECTION_LOST
            || e.kind() == LibvirtException.Kind.INTERRUPTED) {
          throw e;
        }
        // This one does not know; the next may.
      }
    }
    return List.of();
  }

  /** Those by which others reach it, IPv4 first. */
  static List<String> shown(List<GuestInterface> interfaces) {
    return interfaces.stream()
        .filter(each -> !each.name().equals("lo"))
        .flatMap(each -> each.addresses().stream())
        .filter(address -> !isLocal(address.address()))
        .sorted((a, b) -> Boolean.compare(a.ipv6(), b.ipv6()))
        .map(Address::address)
        .map(io.quantix.agent.client.GuestText::line)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static boolean isLocal(String address) {
    return address.startsWith("127.")
        || address.equals("::1")
        || address.startsWith("fe80:")
        || address.startsWith("169.254.");
  }
}
