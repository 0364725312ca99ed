package io.quantix.agent.network;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an interface is to be like. Made by {@link #of} alone, so that nothing in it can mean
 * anything else in a configuration file.
 *
 * @param name of the interface
 * @param dhcp whether a server gives the address; then there is none here
 * @param gateway empty: none
 */
public record NetworkRequest(
    String name,
    boolean dhcp,
    String address,
    int prefix,
    String gateway,
    List<String> dnsServers) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,14}");
  private static final int MAX_SERVERS = 8;

  /** Copies the list. */
  public NetworkRequest {
    dnsServers = List.copyOf(dnsServers);
  }

  /** Checks a request. */
  public static NetworkRequest of(
      String name,
      boolean dhcp,
      String address,
      String netmask,
      String gateway,
      List<String> dnsServers)
      throws AgentException {
    require(NAME.matcher(name).matches() && !name.equals("lo"), "interface", name);
    require(dnsServers.size() <= MAX_SERVERS, "dns_servers", "more than " + MAX_SERVERS);
    for (String server : dnsServers) {
      require(AddressText.isV4(server) || AddressText.isV6(server), "dns_servers", server);
    }
    if (dhcp) {
      require(address.isEmpty() && gateway.isEmpty(), "dhcp", "an address as well");
      return new NetworkRequest(name, true, "", 0, "", dnsServers);
    }
    boolean v6 = AddressText.isV6(address);
    require(v6 || AddressText.isV4(address), "ip_address", address);
    Optional<Integer> prefix = AddressText.prefix(netmask, v6);
    require(prefix.isPresent(), "netmask", netmask);
    boolean fits = v6 ? AddressText.isV6(gateway) : AddressText.isV4(gateway);
    require(gateway.isEmpty() || fits, "gateway", gateway);
    return new NetworkRequest(name, false, address, prefix.orElse(0), gateway, dnsServers);
  }

  private static void require(boolean good, String field, String value) throws AgentException {
    if (!good) {
      throw new AgentException(
          ErrorCode.NETWORK_CONFIG_FAILED,
          "This is not allowed there: " + (value.length() > 64 ? value.substring(0, 64) : value),
          field);
    }
  }

  /** Whether the address is of IPv6. */
  public boolean v6() {
    return address.indexOf(':') >= 0;
  }

  /** The address and the length of its network's prefix: {@code 192.0.2.1/24}. */
  public String cidr() {
    return address + "/" + prefix;
  }
}
