package io.quantix.libvirt.rpc;

import io.quantix.libvirt.HostInterface;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Network;
import io.quantix.libvirt.NetworkFilter;
import io.quantix.libvirt.Networks;
import java.util.List;
import java.util.UUID;

/** {@link Networks} of a {@link RemoteConnection}. */
record RemoteNetworks(RemoteConnection connection) implements Networks {
  private static final int INTERFACE_LEAST_BYTES = 8;

  private Network network(XdrReader in) throws ProtocolException {
    return new RemoteNetwork(connection, NamedIdentity.read(in));
  }

  private NetworkFilter filter(XdrReader in) throws ProtocolException {
    return new RemoteNetworkFilter(connection, NamedIdentity.read(in));
  }

  private HostInterface hostInterface(XdrReader in) throws ProtocolException {
    return new RemoteHostInterface(connection, in.string(), in.string());
  }

  @Override
  public List<Network> all() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_LIST_ALL_NETWORKS,
        new XdrWriter().integer(1).integer(0),
        in ->
            RemoteObject.list(
                in, Limits.OBJECTS, NamedIdentity.LEAST_BYTES, "networks", this::network));
  }

  @Override
  public Network named(String name) throws LibvirtException {
    return connection.call(
        Procedure.NETWORK_LOOKUP_BY_NAME, new XdrWriter().string(name), this::network);
  }

  @Override
  public Network of(UUID uuid) throws LibvirtException {
    return connection.call(
        Procedure.NETWORK_LOOKUP_BY_UUID, new XdrWriter().uuid(uuid), this::network);
  }

  @Override
  public Network define(String xml) throws LibvirtException {
    return connection.call(
        Procedure.NETWORK_DEFINE_XML, new XdrWriter().string(xml), this::network);
  }

  @Override
  public Network create(String xml) throws LibvirtException {
    return connection.call(
        Procedure.NETWORK_CREATE_XML, new XdrWriter().string(xml), this::network);
  }

  @Override
  public List<NetworkFilter> filters() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_LIST_ALL_NWFILTERS,
        new XdrWriter().integer(1).integer(0),
        in ->
            RemoteObject.list(
                in, Limits.OBJECTS, NamedIdentity.LEAST_BYTES, "network filters", this::filter));
  }

  @Override
  public NetworkFilter filter(String name) throws LibvirtException {
    return connection.call(
        Procedure.NWFILTER_LOOKUP_BY_NAME, new XdrWriter().string(name), this::filter);
  }

  @Override
  public NetworkFilter defineFilter(String xml) throws LibvirtException {
    return connection.call(
        Procedure.NWFILTER_DEFINE_XML, new XdrWriter().string(xml), this::filter);
  }

  @Override
  public List<HostInterface> hostInterfaces() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_LIST_ALL_INTERFACES,
        new XdrWriter().integer(1).integer(0),
        in ->
            RemoteObject.list(
                in, Limits.OBJECTS, INTERFACE_LEAST_BYTES, "interfaces", this::hostInterface));
  }

  @Override
  public HostInterface hostInterface(String name) throws LibvirtException {
    return connection.call(
        Procedure.INTERFACE_LOOKUP_BY_NAME, new XdrWriter().string(name), this::hostInterface);
  }

  @Override
  public HostInterface defineHostInterface(String xml) throws LibvirtException {
    return connection.call(
        Procedure.INTERFACE_DEFINE_XML,
        new XdrWriter().string(xml).integer(0),
        this::hostInterface);
  }
}
