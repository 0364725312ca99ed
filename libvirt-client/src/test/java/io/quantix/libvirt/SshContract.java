package io.quantix.libvirt;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.transport.ssh.SshLab;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over SSH; on libvirt's test driver unless a way in says otherwise. */
@SuppressWarnings("NullAway.Init")
abstract class SshContract extends ConnectionContract {
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

  /** Where the server listens: {@code 127.0.0.1:PORT}. */
  static String address() {
    return "127.0.0.1:" + server.port();
  }

  /** The same driver for virsh, which goes there by no SSH. */
  String witnessUri() {
    return LAB.testDriverUri();
  }

  @Override
  Connection open() throws LibvirtException {
    return ssh.connect(uri(), ConnectOptions.defaults());
  }

  @Override
  public String virsh(String... arguments) {
    return LAB.virsh(
        Stream.concat(Stream.of("-c", witnessUri()), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  public String domainType() {
    return "test";
  }
}
