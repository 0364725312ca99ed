package io.quantix.libvirt;

import io.quantix.libvirt.nativelib.NativeOpening;

/** What is done with a QEMU domain, by libvirt's own library. */
class NativeDomainOperationsTest extends DomainOperationsTest {
  @Override
  Connection open() throws LibvirtException {
    return NativeOpening.open(LAB.uri(), ConnectOptions.defaults());
  }
}
