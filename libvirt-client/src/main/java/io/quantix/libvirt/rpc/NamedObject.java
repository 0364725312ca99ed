package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.util.UUID;

/** A network, storage pool or network filter: known by its UUID, and called by its name. */
abstract class NamedObject extends RemoteObject {
  private final NamedIdentity identity;

  NamedObject(RemoteConnection connection, NamedIdentity identity) {
    super(connection);
    this.identity = identity;
  }

  @Override
  final XdrWriter arguments() throws LibvirtException {
    return identity.write(new XdrWriter());
  }

  @Override
  final Object key() {
    return identity.uuid();
  }

  /** What it is known by for all its life. */
  public final UUID uuid() {
    return identity.uuid();
  }

  /** Its name when this object was got. */
  public final String name() {
    return identity.name();
  }

  @Override
  public final String toString() {
    return name();
  }
}
