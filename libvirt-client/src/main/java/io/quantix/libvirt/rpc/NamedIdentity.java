package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.util.UUID;

/** A network, storage pool or network filter as the protocol names it. */
record NamedIdentity(String name, UUID uuid) {
  /** Bytes that one takes at least. */
  static final int LEAST_BYTES = 20;

  static NamedIdentity read(XdrReader in) throws ProtocolException {
    return new NamedIdentity(in.string(), in.uuid());
  }

  XdrWriter write(XdrWriter out) throws LibvirtException {
    return out.string(name).uuid(uuid);
  }
}
