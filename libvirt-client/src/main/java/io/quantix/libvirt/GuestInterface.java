package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;

/**
 * A network interface as the guest, or who was asked, sees it.
 *
 * @param name the guest's name for it, or the host's end
 * @param addresses its addresses
 */
public record GuestInterface(String name, Optional<String> mac, List<Address> addresses) {
  /**
   * An address.
   *
   * @param prefix bits of the network part
   */
  public record Address(boolean ipv6, String address, int prefix) {}
}
