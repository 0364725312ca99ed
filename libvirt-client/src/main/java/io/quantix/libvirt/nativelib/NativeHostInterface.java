package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.HostInterface;
import io.quantix.libvirt.LibvirtException;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.InterfacePointer;

/** A {@link HostInterface} of a {@link NativeConnection}. */
final class NativeHostInterface extends NativeObject<InterfacePointer> implements HostInterface {
  static final NativeKind<InterfacePointer, HostInterface> KIND =
      new NativeKind<>(
          InterfacePointer::new, LibvirtCalls::virInterfaceFree, NativeHostInterface::new);
  private static final int INACTIVE = 1;

  private final String name;
  private final String mac;

  private NativeHostInterface(NativeCall call, InterfacePointer pointer) {
    super(call.session(), LibvirtCalls::virInterfaceFree);
    this.name = call.libvirt().virInterfaceGetName(pointer);
    this.mac = call.libvirt().virInterfaceGetMACString(pointer);
  }

  @Override
  @Nullable InterfacePointer find(NativeCall call) {
    return call.libvirt().virInterfaceLookupByName(call.connection(), name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String mac() {
    return mac;
  }

  @Override
  public String xml(boolean inactive) throws LibvirtException {
    return text((libvirt, each) -> libvirt.virInterfaceGetXMLDesc(each, inactive ? INACTIVE : 0));
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(LibvirtCalls::virInterfaceIsActive);
  }

  @Override
  public void start() throws LibvirtException {
    run((libvirt, each) -> libvirt.virInterfaceCreate(each, 0));
  }

  @Override
  public void destroy() throws LibvirtException {
    run((libvirt, each) -> libvirt.virInterfaceDestroy(each, 0));
  }

  @Override
  public void undefine() throws LibvirtException {
    run(LibvirtCalls::virInterfaceUndefine);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HostInterface each && each.name().equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
