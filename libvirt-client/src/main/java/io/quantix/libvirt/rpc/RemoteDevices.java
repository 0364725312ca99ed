package io.quantix.libvirt.rpc;

import io.quantix.libvirt.DomainDevices;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;

/** {@link DomainDevices} of a {@link RemoteDomain}. */
record RemoteDevices(RemoteDomain domain) implements DomainDevices {
  private static final int FORCE = 1 << 2;

  private void change(Procedure procedure, String device, int flags) throws LibvirtException {
    domain.callSlowly(procedure, domain.arguments().string(device).integer(flags));
  }

  @Override
  public void attach(String xml, Impact... impact) throws LibvirtException {
    change(Procedure.DOMAIN_ATTACH_DEVICE_FLAGS, xml, RemoteObject.bits(Impact::bit, impact));
  }

  @Override
  public void detach(String xml, Impact... impact) throws LibvirtException {
    change(Procedure.DOMAIN_DETACH_DEVICE_FLAGS, xml, RemoteObject.bits(Impact::bit, impact));
  }

  @Override
  public void detachAlias(String alias, Impact... impact) throws LibvirtException {
    change(Procedure.DOMAIN_DETACH_DEVICE_ALIAS, alias, RemoteObject.bits(Impact::bit, impact));
  }

  @Override
  public void update(String xml, boolean force, Impact... impact) throws LibvirtException {
    change(
        Procedure.DOMAIN_UPDATE_DEVICE_FLAGS,
        xml,
        RemoteObject.bits(Impact::bit, impact) | (force ? FORCE : 0));
  }
}
