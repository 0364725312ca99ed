package io.quantix.libvirt;

/** The contract on libvirt's test driver, over its forwarded socket. */
class SshForwardedSocketTest extends SshContract {
  @Override
  String uri() {
    return "test+ssh://" + address() + "/default?socket=" + LAB.socket();
  }
}
