package io.quantix.libvirt;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.transport.ssh.SshLab;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on libvirt's test driver, over its forwarded socket. */
@SuppressWarnings("NullAway.Init")
class SshForwardedSocketTest extends ConnectionContract {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  private static SshServer server;
  private static SshLab ssh;

  @BeforeAll
  static void startServer() {
    server = SshServer.start(LAB);
    ssh = SshLab.knowing(server, "contract");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  String uri() {
    return "test+ssh://127.0.0.1:" + server.port() + "/default?socket=" + LAB.socket();
  }

  @Override
  Connection open() throws LibvirtException {
    return ssh.connect(uri(), ConnectOptions.defaults());
  }

  @Override
  public String virsh(String... arguments) {
    return LAB.virsh(
        Stream.concat(Stream.of("-c", LAB.testDriverUri()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Override
  String domainType() {
    return "test";
  }
}
