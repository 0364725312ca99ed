package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.util.UUID;

/** A domain as the protocol names it (remote_nonnull_domain). */
record DomainIdentity(String name, UUID uuid, int id) {
  /** Bytes that one takes at least. */
  static final int LEAST_BYTES = 24;

  static DomainIdentity read(XdrReader in) throws ProtocolException {
    return new DomainIdentity(in.string(), in.uuid(), in.integer());
  }

  XdrWriter write(XdrWriter out) throws LibvirtException {
    return out.string(name).uuid(uuid).integer(id);
  }
}
