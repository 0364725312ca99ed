package io.quantix.libvirt;

import java.util.List;
import java.util.UUID;

/** A host's virtual networks, and the filters for them. */
public interface Networks {
  /** All of them, active and inactive, in the daemon's order. */
  List<Network> all() throws LibvirtException;

  /** Finds one by its name. */
  Network named(String name) throws LibvirtException;

  /** Finds one by its UUID. */
  Network of(UUID uuid) throws LibvirtException;

  /** Defines one, or redefines the one of the same UUID, without starting it. */
  Network define(String xml) throws LibvirtException;

  /** Starts one that is gone once it is off. */
  Network create(String xml) throws LibvirtException;

  /** All filters. */
  List<NetworkFilter> filters() throws LibvirtException;

  /** Finds a filter by its name. */
  NetworkFilter filter(String name) throws LibvirtException;

  /** Defines a filter, or redefines the one of the same UUID. */
  NetworkFilter defineFilter(String xml) throws LibvirtException;

  /** The network interfaces of the host's own configuration. */
  List<HostInterface> hostInterfaces() throws LibvirtException;

  /** Finds one of the host's interfaces by its name. */
  HostInterface hostInterface(String name) throws LibvirtException;

  /** Configures an interface of the host. */
  HostInterface defineHostInterface(String xml) throws LibvirtException;
}
