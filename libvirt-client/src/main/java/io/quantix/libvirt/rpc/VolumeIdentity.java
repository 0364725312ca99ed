package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.StorageVolume;

/** A volume as the protocol names it. */
record VolumeIdentity(String pool, String name, String key) {
  /** Bytes that one takes at least. */
  static final int LEAST_BYTES = 12;

  static VolumeIdentity of(StorageVolume volume) {
    return new VolumeIdentity(volume.pool(), volume.name(), volume.key());
  }

  static VolumeIdentity read(XdrReader in) throws ProtocolException {
    return new VolumeIdentity(in.string(), in.string(), in.string());
  }

  XdrWriter write(XdrWriter out) throws LibvirtException {
    return out.string(pool).string(name).string(key);
  }
}
