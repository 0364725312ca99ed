package io.quantix.libvirt.rpc;

import io.quantix.libvirt.HostInterface;
import io.quantix.libvirt.LibvirtException;

/** A {@link HostInterface} of a {@link RemoteConnection}. */
final class RemoteHostInterface extends RemoteObject implements HostInterface {
  private static final int INACTIVE = 1;

  private final String name;
  private final String mac;

  RemoteHostInterface(RemoteConnection connection, String name, String mac) {
    super(connection);
    this.name = name;
    this.mac = mac;
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return new XdrWriter().string(name).string(mac);
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
  public String mac() {
    return mac;
  }

  @Override
  public String xml(boolean inactive) throws LibvirtException {
    return text(Procedure.INTERFACE_GET_XML_DESC, inactive ? INACTIVE : 0);
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(Procedure.INTERFACE_IS_ACTIVE);
  }

  @Override
  public void start() throws LibvirtException {
    call(Procedure.INTERFACE_CREATE, 0);
  }

  @Override
  public void destroy() throws LibvirtException {
    call(Procedure.INTERFACE_DESTROY, 0);
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.INTERFACE_UNDEFINE);
  }

  @Override
  public String toString() {
    return name();
  }
}
