package io.quantix.libvirt;

import java.util.UUID;

/** A passphrase or key that the host keeps for its disks and pools. */
public interface Secret {
  /** What it is known by for all its life. */
  UUID uuid();

  /** What it is for (libvirt's virSecretUsageType): 1 a volume, 2 Ceph, 3 iSCSI, 4 TLS, 5 vTPM. */
  int usageType();

  /** Which of those. */
  String usageId();

  /** Its XML, without the value. */
  String xml() throws LibvirtException;

  /** Sets the value, at most 65,536 bytes. */
  void setValue(byte[] value) throws LibvirtException;

  /**
   * The value.
   *
   * @throws LibvirtException of kind DENIED if the secret is private
   */
  byte[] value() throws LibvirtException;

  /** Removes it. */
  void undefine() throws LibvirtException;
}
