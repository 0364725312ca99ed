package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.DomainDevices;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;

/** The {@link DomainDevices} of a {@link NativeDomain}. */
record NativeDevices(NativeDomain domain) implements DomainDevices {
  private static final int FORCE = 1 << 2;

  @Override
  public void attach(String xml, Impact... impact) throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    domain.runSlowly((libvirt, dom) -> libvirt.virDomainAttachDeviceFlags(dom, xml, bits));
  }

  @Override
  public void detach(String xml, Impact... impact) throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    domain.runSlowly((libvirt, dom) -> libvirt.virDomainDetachDeviceFlags(dom, xml, bits));
  }

  @Override
  public void detachAlias(String alias, Impact... impact) throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    domain.runSlowly((libvirt, dom) -> libvirt.virDomainDetachDeviceAlias(dom, alias, bits));
  }

  @Override
  public void update(String xml, boolean force, Impact... impact) throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact) | (force ? FORCE : 0);
    domain.runSlowly((libvirt, dom) -> libvirt.virDomainUpdateDeviceFlags(dom, xml, bits));
  }
}
