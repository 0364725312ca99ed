package io.quantix.libvirt;

import io.quantix.libvirt.nativelib.NativeOpening;

/** QEMU's driver by libvirt's own library: what its test driver does not have is tried here. */
class NativeQemuDriverTest extends QemuDriverTest {
  @Override
  Connection connect(ConnectOptions options) throws LibvirtException {
    return NativeOpening.open(uri(), options);
  }
}
