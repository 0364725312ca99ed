package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NodeDevice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.DevicePointer;

/** A {@link NodeDevice} of a {@link NativeConnection}. */
final class NativeNodeDevice extends NativeObject<DevicePointer> implements NodeDevice {
  static final NativeKind<DevicePointer, NodeDevice> KIND =
      new NativeKind<>(DevicePointer::new, LibvirtCalls::virNodeDeviceFree, NativeNodeDevice::new);

  private final String name;

  private NativeNodeDevice(NativeCall call, DevicePointer pointer) {
    super(call.session(), LibvirtCalls::virNodeDeviceFree);
    this.name = call.libvirt().virNodeDeviceGetName(pointer);
  }

  @Override
  @Nullable DevicePointer find(NativeCall call) {
    return call.libvirt().virNodeDeviceLookupByName(call.connection(), name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String xml() throws LibvirtException {
    return text((libvirt, device) -> libvirt.virNodeDeviceGetXMLDesc(device, 0));
  }

  @Override
  public Optional<String> parent() throws LibvirtException {
    return with(
        (call, device) -> Optional.ofNullable(call.libvirt().virNodeDeviceGetParent(device)));
  }

  @Override
  public List<String> capabilities() throws LibvirtException {
    return with((call, device) -> {
      CString[] names = new CString[call.check(call.libvirt().virNodeDeviceNumOfCaps(device))];
      int count =
          names.length == 0
              ? 0
              : call.check(call.libvirt().virNodeDeviceListCaps(device, names, names.length));
      return Arrays.stream(names, 0, count).map(CString::toString).toList();
    });
  }

  @Override
  public void detach(Optional<String> driver) throws LibvirtException {
    run((libvirt, device) -> libvirt.virNodeDeviceDetachFlags(device, driver.orElse(null), 0));
  }

  @Override
  public void reattach() throws LibvirtException {
    run(LibvirtCalls::virNodeDeviceReAttach);
  }

  @Override
  public void reset() throws LibvirtException {
    run(LibvirtCalls::virNodeDeviceReset);
  }

  @Override
  public void destroy() throws LibvirtException {
    run(LibvirtCalls::virNodeDeviceDestroy);
  }

  @Override
  public void start() throws LibvirtException {
    run((libvirt, device) -> libvirt.virNodeDeviceCreate(device, 0));
  }

  @Override
  public void undefine() throws LibvirtException {
    run((libvirt, device) -> libvirt.virNodeDeviceUndefine(device, 0));
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(LibvirtCalls::virNodeDeviceIsActive);
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(LibvirtCalls::virNodeDeviceIsPersistent);
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return flag(LibvirtCalls::virNodeDeviceGetAutostart);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    run((libvirt, device) -> libvirt.virNodeDeviceSetAutostart(device, value ? 1 : 0));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeDevice each && each.name().equals(name);
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
