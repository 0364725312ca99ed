package io.quantix.libvirt.rpc;

import io.quantix.libvirt.DhcpLease;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Network;
import io.quantix.libvirt.NetworkSection;
import io.quantix.libvirt.NetworkUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Network} of a {@link RemoteConnection}. */
final class RemoteNetwork extends NamedObject implements Network {
  private static final int INACTIVE = 1;
  private static final int LEASE_LEAST_BYTES = 40;
  private static final int IPV6 = 1;

  RemoteNetwork(RemoteConnection connection, NamedIdentity identity) {
    super(connection, identity);
  }

  @Override
  public String xml(boolean inactive) throws LibvirtException {
    return text(Procedure.NETWORK_GET_XML_DESC, inactive ? INACTIVE : 0);
  }

  @Override
  public void start() throws LibvirtException {
    call(Procedure.NETWORK_CREATE);
  }

  @Override
  public void destroy() throws LibvirtException {
    call(Procedure.NETWORK_DESTROY);
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.NETWORK_UNDEFINE);
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(Procedure.NETWORK_IS_ACTIVE);
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(Procedure.NETWORK_IS_PERSISTENT);
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return isTrue(Procedure.NETWORK_GET_AUTOSTART);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    connection.call(Procedure.NETWORK_SET_AUTOSTART, arguments().flag(value));
  }

  @Override
  public Optional<String> bridge() throws LibvirtException {
    try {
      return Optional.of(
          connection.call(Procedure.NETWORK_GET_BRIDGE_NAME, arguments(), XdrReader::string));
    } catch (LibvirtException e) {
      // Asking one that has none is an internal error to libvirt, with these words.
      if (String.valueOf(e.getMessage()).contains("bridge name")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void update(
      NetworkUpdate update, NetworkSection section, int index, String xml, Impact... impact)
      throws LibvirtException {
    boolean inOrder = DriverFeature.NETWORK_UPDATE_ORDER.in(connection);
    connection.call(
        Procedure.NETWORK_UPDATE,
        arguments()
            .integer(inOrder ? update.number() : section.number())
            .integer(inOrder ? section.number() : update.number())
            .integer(index)
            .string(xml)
            .integer(bits(Impact::bit, impact)));
  }

  @Override
  public List<DhcpLease> leases(Optional<String> mac) throws LibvirtException {
    return connection.call(
        Procedure.NETWORK_GET_DHCP_LEASES,
        arguments().optional(mac).integer(1).integer(0),
        in -> list(in, Limits.LONG_LIST, LEASE_LEAST_BYTES, "leases", RemoteNetwork::lease));
  }

  private static DhcpLease lease(XdrReader in) throws ProtocolException {
    String networkInterface = in.string();
    long expires = in.hyper();
    boolean ipv6 = in.integer() == IPV6;
    return new DhcpLease(
        networkInterface,
        expires == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expires)),
        ipv6,
        optional(in),
        optional(in),
        in.string(),
        in.integer(),
        optional(in),
        optional(in));
  }
}
