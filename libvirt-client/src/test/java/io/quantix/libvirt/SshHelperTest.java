package io.quantix.libvirt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.lab.SshServer;
import org.junit.jupiter.api.BeforeAll;

/** The contract on QEMU's driver, over virt-ssh-helper. */
class SshHelperTest extends SshContract {
  @BeforeAll
  static void findItsOwnDaemon() {
    assumeTrue(
        SshServer.canHaveALabAsItsOwn(), "the helper finds a host's own daemon and no other");
  }

  @Override
  String uri() {
    String path = witnessUri().contains("/system") ? "/system" : "/session";
    return "qemu+ssh://" + address() + path + "?proxy=native";
  }

  @Override
  String witnessUri() {
    return LAB.uri();
  }

  @Override
  public String domainType() {
    return "qemu";
  }
}
