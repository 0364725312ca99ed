package io.quantix.libvirt;

/** Devices of a domain, put in, taken out and changed; each as XML of one device. */
public interface DomainDevices {
  /** Puts a device in. */
  void attach(String xml, Impact... impact) throws LibvirtException;

  /**
   * Takes a device out. A guest has to let it go: it is gone when the event DEVICE_REMOVED comes.
   */
  void detach(String xml, Impact... impact) throws LibvirtException;

  /** The same for the device of an alias. */
  void detachAlias(String alias, Impact... impact) throws LibvirtException;

  /**
   * Changes a device: another medium, another network, the link up or down.
   *
   * @param force eject a medium that the guest has locked
   */
  void update(String xml, boolean force, Impact... impact) throws LibvirtException;
}
