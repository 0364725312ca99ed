package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NetworkFilter;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.NetworkFilterPointer;

/** A {@link NetworkFilter} of a {@link NativeConnection}. */
final class NativeNetworkFilter extends NativeNamed<NetworkFilterPointer> implements NetworkFilter {
  static final NativeKind<NetworkFilterPointer, NetworkFilter> KIND =
      new NativeKind<>(
          NetworkFilterPointer::new, LibvirtCalls::virNWFilterFree, NativeNetworkFilter::new);

  private NativeNetworkFilter(NativeCall call, NetworkFilterPointer pointer) {
    super(
        call.session(),
        LibvirtCalls::virNWFilterFree,
        Uuids.read(bytes -> call.libvirt().virNWFilterGetUUID(pointer, bytes)),
        call.libvirt().virNWFilterGetName(pointer));
  }

  @Override
  @Nullable NetworkFilterPointer find(NativeCall call) {
    return call.libvirt().virNWFilterLookupByUUID(call.connection(), Uuids.bytes(uuid()));
  }

  @Override
  public String xml() throws LibvirtException {
    return text((libvirt, filter) -> libvirt.virNWFilterGetXMLDesc(filter, 0));
  }

  @Override
  public void undefine() throws LibvirtException {
    run(LibvirtCalls::virNWFilterUndefine);
  }
}
