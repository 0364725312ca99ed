package io.quantix.libvirt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.transport.ssh.SshLab;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on QEMU's driver, over virt-ssh-helper. */
@SuppressWarnings("NullAway.Init")
class SshHelperTest extends ConnectionContract {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  private static SshServer server;
  private static SshLab ssh;

  @BeforeAll
  static void startServer() {
    assumeTrue(
        SshServer.canHaveALabAsItsOwn(), "the helper finds a host's own daemon and no other");
    server = SshServer.start(LAB);
    ssh = SshLab.knowing(server, "contract");
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String uri() {
    String path = LAB.uri().contains("/system") ? "/system" : "/session";
    return "qemu+ssh://127.0.0.1:" + server.port() + path + "?proxy=native";
  }

  @Override
  Connection open() throws LibvirtException {
    return ssh.connect(uri(), ConnectOptions.defaults());
  }

  @Override
  public String virsh(String... arguments) {
    return LAB.virsh(
        Stream.concat(Stream.of("-c", LAB.uri()), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  String domainType() {
    return "qemu";
  }
}
