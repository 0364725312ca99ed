package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A virtual network of a host. Holds no more than its identity; every other method asks the daemon.
 * Two of the same UUID are equal. What is asked of one that no longer exists ends with {@link
 * LibvirtException.Kind#NOT_FOUND}.
 */
public interface Network {
  /** What it is known by for all its life. */
  UUID uuid();

  /** Its name when this object was got. */
  String name();

  /** Its XML: the running one, or with true its definition. */
  String xml(boolean inactive) throws LibvirtException;

  /** Starts it. */
  void start() throws LibvirtException;

  /** Stops it: domains on it are cut off. */
  void destroy() throws LibvirtException;

  /** Removes its definition. */
  void undefine() throws LibvirtException;

  /** Whether it runs. */
  boolean isActive() throws LibvirtException;

  /** Whether it has a definition that outlives its being off. */
  boolean isPersistent() throws LibvirtException;

  /** Whether it starts with its host. */
  boolean autostart() throws LibvirtException;

  /** Makes it start with its host, or not. */
  void setAutostart(boolean value) throws LibvirtException;

  /** The host's bridge that it is behind; empty if it has none of its own. */
  Optional<String> bridge() throws LibvirtException;

  /**
   * Changes one part of it in place.
   *
   * @param index of the parent that the part belongs to, where there are several (its {@code ip}
   *     elements); -1 for whichever fits
   * @param xml the part, {@code <host mac=.../>} for instance
   */
  void update(NetworkUpdate update, NetworkSection section, int index, String xml, Impact... impact)
      throws LibvirtException;

  /**
   * The addresses that its DHCP server has given out.
   *
   * @param mac of one interface; empty for all
   */
  List<DhcpLease> leases(Optional<String> mac) throws LibvirtException;
}
