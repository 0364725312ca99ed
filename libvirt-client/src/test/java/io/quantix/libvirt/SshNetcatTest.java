package io.quantix.libvirt;

/** The contract on libvirt's test driver, over netcat. */
class SshNetcatTest extends SshContract {
  @Override
  String uri() {
    return "test+ssh://" + address() + "/default?proxy=netcat&socket=" + LAB.socket();
  }
}
