package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NetworkFilter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.NetworkFilterPointer;

/** A {@link NetworkFilter} of a {@link NativeConnection}. */
final class NativeNetworkFilter extends NativeObject<NetworkFilterPointer>
    implements NetworkFilter {
  static final NativeKind<NetworkFilterPointer, NetworkFilter> KIND =
      new NativeKind<>(
          NetworkFilterPointer::new, LibvirtCalls::virNWFilterFree, NativeNetworkFilter::new);

  private final UUID uuid;
  private final String name;

  private NativeNetworkFilter(NativeCall call, NetworkFilterPointer pointer) {
    super(call.session(), LibvirtCalls::virNWFilterFree);
    this.uuid = Uuids.read(bytes -> call.libvirt().virNWFilterGetUUID(pointer, bytes));
    this.name = call.libvirt().virNWFilterGetName(pointer);
  }

  @Override
  @Nullable NetworkFilterPointer find(NativeCall call) {
    return call.libvirt().virNWFilterLookupByUUID(call.connection(), Uuids.bytes(uuid));
  }

  @Override
  public UUID uuid() {
    return uuid;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String xml() throws LibvirtException {
    return text((libvirt, filter) -> libvirt.virNWFilterGetXMLDesc(filter, 0));
  }

  @Override
  public void undefine() throws LibvirtException {
    run(LibvirtCalls::virNWFilterUndefine);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NetworkFilter each && each.uuid().equals(uuid);
  }

  @Override
  public int hashCode() {
    return uuid.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
