package io.quantix.libvirt;

import io.quantix.libvirt.nativelib.NativeOpening;

/** Streams of libvirt's own library. */
class NativeStreamTest extends StreamTest {
  @Override
  Connection open() throws LibvirtException {
    return NativeOpening.open(LAB.uri(), ConnectOptions.defaults());
  }
}
