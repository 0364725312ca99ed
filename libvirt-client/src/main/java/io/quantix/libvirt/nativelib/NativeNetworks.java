package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.HostInterface;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Network;
import io.quantix.libvirt.NetworkFilter;
import io.quantix.libvirt.Networks;
import java.util.List;
import java.util.UUID;

/** {@link Networks} of a {@link NativeConnection}. */
record NativeNetworks(NativeSession session) implements Networks {
  @Override
  public List<Network> all() throws LibvirtException {
    return session.call(call ->
        NativeNetwork.KIND.takeAll(
            call, all -> call.libvirt().virConnectListAllNetworks(call.connection(), all, 0)));
  }

  @Override
  public Network named(String name) throws LibvirtException {
    return session.call(call ->
        NativeNetwork.KIND.take(
            call, call.libvirt().virNetworkLookupByName(call.connection(), name)));
  }

  @Override
  public Network of(UUID uuid) throws LibvirtException {
    return session.call(call ->
        NativeNetwork.KIND.take(
            call, call.libvirt().virNetworkLookupByUUID(call.connection(), Uuids.bytes(uuid))));
  }

  @Override
  public Network define(String xml) throws LibvirtException {
    return session.call(call ->
        NativeNetwork.KIND.take(call, call.libvirt().virNetworkDefineXML(call.connection(), xml)));
  }

  @Override
  public Network create(String xml) throws LibvirtException {
    return session.call(call ->
        NativeNetwork.KIND.take(call, call.libvirt().virNetworkCreateXML(call.connection(), xml)));
  }

  @Override
  public List<NetworkFilter> filters() throws LibvirtException {
    return session.call(call ->
        NativeNetworkFilter.KIND.takeAll(
            call, all -> call.libvirt().virConnectListAllNWFilters(call.connection(), all, 0)));
  }

  @Override
  public NetworkFilter filter(String name) throws LibvirtException {
    return session.call(call ->
        NativeNetworkFilter.KIND.take(
            call, call.libvirt().virNWFilterLookupByName(call.connection(), name)));
  }

  @Override
  public NetworkFilter defineFilter(String xml) throws LibvirtException {
    return session.call(call ->
        NativeNetworkFilter.KIND.take(
            call, call.libvirt().virNWFilterDefineXML(call.connection(), xml)));
  }

  @Override
  public List<HostInterface> hostInterfaces() throws LibvirtException {
    return session.call(call ->
        NativeHostInterface.KIND.takeAll(
            call, all -> call.libvirt().virConnectListAllInterfaces(call.connection(), all, 0)));
  }

  @Override
  public HostInterface hostInterface(String name) throws LibvirtException {
    return session.call(call ->
        NativeHostInterface.KIND.take(
            call, call.libvirt().virInterfaceLookupByName(call.connection(), name)));
  }

  @Override
  public HostInterface defineHostInterface(String xml) throws LibvirtException {
    return session.call(call ->
        NativeHostInterface.KIND.take(
            call, call.libvirt().virInterfaceDefineXML(call.connection(), xml, 0)));
  }
}
