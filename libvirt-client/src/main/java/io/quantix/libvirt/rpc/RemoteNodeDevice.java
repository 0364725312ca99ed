package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NodeDevice;
import java.util.List;
import java.util.Optional;

/** A {@link NodeDevice} of a {@link RemoteConnection}. */
final class RemoteNodeDevice extends RemoteObject implements NodeDevice {
  private static final int MOST_CAPABILITIES = 1_024;

  private final String name;

  RemoteNodeDevice(RemoteConnection connection, String name) {
    super(connection);
    this.name = name;
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return new XdrWriter().string(name);
  }

  @Override
  Object key() {
    return name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.NODE_DEVICE_GET_XML_DESC, 0);
  }

  @Override
  public Optional<String> parent() throws LibvirtException {
    return connection.call(Procedure.NODE_DEVICE_GET_PARENT, arguments(), RemoteObject::optional);
  }

  @Override
  public List<String> capabilities() throws LibvirtException {
    return connection.call(
        Procedure.NODE_DEVICE_LIST_CAPS,
        arguments().integer(MOST_CAPABILITIES),
        in -> in.strings(MOST_CAPABILITIES, "capabilities"));
  }

  @Override
  public void detach(Optional<String> driver) throws LibvirtException {
    connection.call(Procedure.NODE_DEVICE_DETACH_FLAGS, arguments().optional(driver).integer(0));
  }

  @Override
  public void reattach() throws LibvirtException {
    call(Procedure.NODE_DEVICE_RE_ATTACH);
  }

  @Override
  public void reset() throws LibvirtException {
    call(Procedure.NODE_DEVICE_RESET);
  }

  @Override
  public void destroy() throws LibvirtException {
    call(Procedure.NODE_DEVICE_DESTROY);
  }

  @Override
  public void start() throws LibvirtException {
    call(Procedure.NODE_DEVICE_CREATE, 0);
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.NODE_DEVICE_UNDEFINE, 0);
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(Procedure.NODE_DEVICE_IS_ACTIVE);
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(Procedure.NODE_DEVICE_IS_PERSISTENT);
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return isTrue(Procedure.NODE_DEVICE_GET_AUTOSTART);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    connection.call(Procedure.NODE_DEVICE_SET_AUTOSTART, arguments().flag(value));
  }

  @Override
  public String toString() {
    return name();
  }
}
