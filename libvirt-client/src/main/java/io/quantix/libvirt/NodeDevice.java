package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;

/** A device of the host: a PCI or USB device, a disk, a network card, a mediated device. */
public interface NodeDevice {
  /** Its name on this host, {@code pci_0000_00_1f_2}. */
  String name();

  /** Its XML. */
  String xml() throws LibvirtException;

  /** The device that it is behind; empty for the root. */
  Optional<String> parent() throws LibvirtException;

  /** What it is: {@code pci}, {@code net}, {@code storage}, {@code mdev}, ... */
  List<String> capabilities() throws LibvirtException;

  /**
   * Takes it from the host, so that it can be given to a domain.
   *
   * @param driver the host's driver that holds it meanwhile; empty for the hypervisor's usual one
   */
  void detach(Optional<String> driver) throws LibvirtException;

  /** Gives it back to the host. */
  void reattach() throws LibvirtException;

  /** Resets it. */
  void reset() throws LibvirtException;

  /** Removes a device that was made, such as a mediated one. */
  void destroy() throws LibvirtException;

  /** Starts a mediated device that is defined. */
  void start() throws LibvirtException;

  /** Removes a mediated device's definition. */
  void undefine() throws LibvirtException;

  /** Whether it is there now. */
  boolean isActive() throws LibvirtException;

  /** Whether it has a definition. */
  boolean isPersistent() throws LibvirtException;

  /** Whether it is made when its parent appears. */
  boolean autostart() throws LibvirtException;

  /** Makes it be made when its parent appears, or not. */
  void setAutostart(boolean value) throws LibvirtException;
}
