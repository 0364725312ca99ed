package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.Certificates;
import io.quantix.lab.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over TLS. */
class TlsContractTest extends ConnectionContract {
  private static final int PORT = Ports.free();
  private static final AtomicReference<Path> DAEMON = new AtomicReference<>();

  @RegisterExtension static final LabHost LAB = LabHost.listening(TlsContractTest::prepare);

  private static void prepare(Path to) {
    DAEMON.set(to);
    Certificates made = new Certificates(to, "Quantix Lab CA");
    made.sign("server", "localhost", "DNS:localhost", 2);
    made.sign("client", "a client", "", 2);
    try {
      Files.writeString(
          to.resolve("libvirtd.conf"),
          """
          listen_addr = "127.0.0.1"
          listen_tls = 1
          tls_port = "%d"
          auth_tls = "none"
          ca_file = "%2$s/cacert.pem"
          cert_file = "%2$s/servercert.pem"
          key_file = "%2$s/serverkey.pem"
          """
              .formatted(PORT, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  String uri() {
    return "test+tls://localhost:" + PORT + "/default?pkipath=" + DAEMON.get();
  }

  // By the daemon's own socket: another way to the same host.
  @Override
  public String virsh(String... arguments) {
    return LAB.virsh(
        Stream.concat(Stream.of("-c", LAB.testDriverUri()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Override
  public String domainType() {
    return "test";
  }

  @Test
  void manyCallsAtOnceNeedNoPingToBeAnswered() throws LibvirtException {
    ConnectOptions silent =
        ConnectOptions.defaults()
            .withKeepAlive(Duration.ZERO, 1)
            .withCallTimeout(Duration.ofSeconds(20));
    try (Connection host = Libvirt.connect(uri(), silent)) {
      List<Domain> defined = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        defined.add(host.define(xml("quantix-lab-many-" + i), false));
      }
      assertThat(host.inventory()).hasSizeGreaterThanOrEqualTo(40);
      for (Domain domain : defined) {
        domain.undefine();
      }
    }
  }
}
