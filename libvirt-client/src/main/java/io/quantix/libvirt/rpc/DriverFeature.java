package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;

/** What a daemon's driver can do beside its calls (libvirt's virDrvFeature). */
enum DriverFeature {
  MIGRATION_PEER_TO_PEER(4, "migration from peer to peer"),
  CHANGE_PROTECTION(7, "protection from changes during a migration"),
  MIGRATION_OFFLINE(12, "migration of a definition alone"),
  MIGRATION_PARAMETERS(13, "migration with typed parameters"),
  /** Until libvirt 7.2 the two arguments of an update were taken the wrong way round. */
  NETWORK_UPDATE_ORDER(16, "a network's update in order");

  private final int number;
  private final String words;

  DriverFeature(int number, String words) {
    this.number = number;
    this.words = words;
  }

  boolean in(RemoteConnection connection) throws LibvirtException {
    return connection.supports(number);
  }

  /** Fails with words if a host does not have it. */
  void require(RemoteConnection connection) throws LibvirtException {
    if (!in(connection)) {
      throw new LibvirtException(
          Kind.UNSUPPORTED,
          0,
          0,
          connection.rpc().peer() + " does not know " + words,
          "Its hypervisor or its version of libvirt cannot do that.");
    }
  }
}
