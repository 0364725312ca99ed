package io.quantix.libvirt;

/** A network interface in the host's own configuration. */
public interface HostInterface {
  /** {@code eth0}. */
  String name();

  /** Its hardware address when this object was got. */
  String mac();

  /** Its XML: as it is, or with true as it is configured. */
  String xml(boolean inactive) throws LibvirtException;

  /** Whether it is up. */
  boolean isActive() throws LibvirtException;

  /** Brings it up. */
  void start() throws LibvirtException;

  /** Takes it down. */
  void destroy() throws LibvirtException;

  /** Removes its configuration. */
  void undefine() throws LibvirtException;
}
