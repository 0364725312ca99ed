package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.Certificates;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real daemon: what connects, and each usual mistake with certificates. */
class TlsTest {
  @TempDir static Path folder;
  private static final int PORT = Ports.free();
  private static final int TCP_PORT = Ports.free();
  private static final Instant LATER = Instant.parse("2090-01-01T00:00:00Z");
  private static final Instant MUCH_LATER = Instant.parse("2091-01-01T00:00:00Z");
  private static final AtomicReference<Path> DAEMON = new AtomicReference<>();

  @RegisterExtension static final LabHost LAB = LabHost.listening(TlsTest::prepare);

  private static void prepare(Path to) {
    DAEMON.set(to);
    Certificates made = new Certificates(to, "Quantix Lab CA");
    made.sign("server", "localhost", "DNS:localhost,DNS:*.vm.example", 2);
    made.sign("old", "localhost", "DNS:localhost", -1);
    made.sign("client", "a client", "", 2);
    made.sign("expired", "a client", "", -1);
    made.signBetween("early", "localhost", "DNS:localhost", LATER, MUCH_LATER);
    made.signBetween("earlyclient", "a client", "", LATER, MUCH_LATER);
    made.key("rsa", "genrsa", "-traditional");
    made.certify("rsa", "an RSA client", "", 2);
    made.key("sec1", "ecparam", "-genkey", "-name", "prime256v1");
    made.certify("sec1", "an EC client", "", 2);
    made.key("ed", "genpkey", "-algorithm", "ed25519");
    made.certify("ed", "an Ed25519 client", "", 2);
    made.copy(to, "servercert.pem", "daemoncert.pem", "serverkey.pem", "daemonkey.pem");
    write(
        to.resolve("libvirtd.conf"),
        """
        listen_addr = "127.0.0.1"
        listen_tls = 1
        tls_port = "%d"
        listen_tcp = 1
        tcp_port = "%d"
        auth_tls = "none"
        auth_tcp = "none"
        ca_file = "%3$s/cacert.pem"
        cert_file = "%3$s/daemoncert.pem"
        key_file = "%3$s/daemonkey.pem"
        tls_no_sanity_certificate = 1
        """
            .formatted(PORT, TCP_PORT, to));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void aForeignAuthority() {
    new Certificates(folder.resolve("other"), "Another CA").sign("client", "a stranger", "", 2);
  }

  private static Path pki(String name, String client) {
    Path made = folder.resolve(name);
    copy(DAEMON.get().resolve("cacert.pem"), made.resolve("cacert.pem"));
    if (!client.isEmpty()) {
      copy(DAEMON.get().resolve(client + "cert.pem"), made.resolve("clientcert.pem"));
      copy(DAEMON.get().resolve(client + "key.pem"), made.resolve("clientkey.pem"));
    }
    return made;
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String uri(Path pki) {
    return "test+tls://localhost:" + PORT + "/default?pkipath=" + pki;
  }

  private static LibvirtException failure(String uri) {
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class, () -> Libvirt.connect(uri, ConnectOptions.defaults()).close());
    assertThat(failure).isNotNull();
    assertThat(failure.hint()).isNotBlank();
    return failure;
  }

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    Threads.awaitNone("libvirt-read", "libvirt-write", "libvirt-closed");
  }

  @Test
  void everyKindOfKeyConnects() throws LibvirtException {
    for (String kind : new String[] {"client", "rsa", "sec1", "ed"}) {
      try (Connection host =
          Libvirt.connect(uri(pki("good-" + kind, kind)), ConnectOptions.defaults())) {
        assertThat(host.domain("test").state().state()).isEqualTo(DomainState.RUNNING);
        assertThat(host.domains()).isNotEmpty();
      }
    }
  }

  @Test
  void theDriverOfQemuIsServedToo() throws LibvirtException {
    // A host without a transport means TLS.
    String path = LAB.uri().contains("///system") ? "/system" : "/session";
    String uri = "qemu://localhost:" + PORT + path + "?pkipath=" + pki("qemu", "client");
    try (Connection host = Libvirt.connect(uri, ConnectOptions.defaults())) {
      assertThat(host.inventory()).isEmpty();
    }
  }

  @Test
  void bareTcpConnectsWhereTheDaemonAsksForNothing() throws LibvirtException {
    try (Connection host =
        Libvirt.connect(
            "test+tcp://localhost:" + TCP_PORT + "/default", ConnectOptions.defaults())) {
      assertThat(host.domain("test").name()).isEqualTo("test");
    }
  }

  private static void daemonShows(String name) {
    Path daemon = DAEMON.get();
    copy(daemon.resolve(name + "cert.pem"), daemon.resolve("daemoncert.pem"));
    copy(daemon.resolve(name + "key.pem"), daemon.resolve("daemonkey.pem"));
    LAB.restartDaemon();
  }

  @Test
  void aHostsExpiredCertificateIsNotTrusted() throws LibvirtException {
    Path pki = pki("expired-host", "client");
    daemonShows("old");
    try {
      LibvirtException failure = failure(uri(pki));
      assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(failure)
          .hasMessageContaining("the certificate of localhost expired on 20")
          .hasMessageContaining("the clock of this machine says 20");
      assertThat(failure.hint()).contains("Have a new one made for the host");
      Libvirt.connect(uri(pki) + "&no_verify=1", ConnectOptions.defaults()).close();
    } finally {
      daemonShows("server");
    }
  }

  @Test
  void aHostsCertificateThatIsNotYetValidSaysFromWhenAndByWhoseClock() throws LibvirtException {
    Path pki = pki("early-host", "client");
    daemonShows("early");
    try {
      LibvirtException failure = failure(uri(pki));
      assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(failure)
          .hasMessageStartingWith(
              "the certificate of localhost is valid only from "
                  + LATER
                  + ", and the clock of this machine says 20");
      assertThat(failure.hint())
          .contains("If this machine's clock is behind, set it")
          .contains("where the certificate was made");
      Libvirt.connect(uri(pki) + "&no_verify=1", ConnectOptions.defaults()).close();
    } finally {
      daemonShows("server");
    }
  }

  @Test
  void ourOwnCertificatesDatesAreLookedAtBeforeAnythingIsSent() {
    for (String[] each :
        new String[][] {{"expired", "expired on 20"}, {"earlyclient", "only from " + LATER}}) {
      // Nobody listens there: nobody is asked.
      String uri = "test+tls://localhost:1/default?pkipath=" + pki("dates-" + each[0], each[0]);
      LibvirtException failure = failure(uri);
      assertThat(failure.kind()).isEqualTo(Kind.DENIED);
      assertThat(failure)
          .hasMessageContaining("the client certificate " + folder)
          .hasMessageContaining(each[1])
          .hasMessageContaining("the clock of this machine says 20");
      assertThat(failure.hint()).contains("this machine's clock");
    }
  }

  @Test
  void aDateThatTheHostRefusesIsToldToo() {
    for (String[] each :
        new String[][] {{"expired", "expired on 20"}, {"earlyclient", "only from " + LATER}}) {
      LibvirtException failure = failure(uri(pki("refused-" + each[0], each[0])) + "&no_sanity=1");
      assertThat(failure.kind()).isEqualTo(Kind.DENIED);
      assertThat(failure)
          .hasMessageContaining("refused our certificate")
          .hasMessageContaining(each[1]);
      assertThat(failure.hint()).contains("this machine's clock");
    }
  }

  @Test
  void aPriorityIsObeyed() throws Exception {
    Path pki = pki("priority", "client");
    String only12 = "&tls_priority=NORMAL:-VERS-ALL:%2BVERS-TLS1.2";
    String only13 = "&tls_priority=SECURE256:-VERS-TLS1.2";
    Libvirt.connect(uri(pki) + only12, ConnectOptions.defaults()).close();
    Libvirt.connect(uri(pki) + only13, ConnectOptions.defaults()).close();
    Path configuration = DAEMON.get().resolve("libvirtd.conf");
    String before = Files.readString(configuration);
    write(configuration, before + "tls_priority = \"NORMAL:-VERS-ALL:+VERS-TLS1.3\"\n");
    LAB.restartDaemon();
    try {
      Libvirt.connect(uri(pki) + only13, ConnectOptions.defaults()).close();
      LibvirtException failure = failure(uri(pki) + only12);
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure).hasMessageContaining("TLS handshake");
      assertThat(failure.hint()).contains("NORMAL:-VERS-ALL:+VERS-TLS1.2");
    } finally {
      write(configuration, before);
      LAB.restartDaemon();
    }
  }

  @Test
  void anotherHostsCertificateNamesWhoseItIs() throws LibvirtException {
    String uri = "test+tls://127.0.0.1:" + PORT + "/default?pkipath=" + pki("name", "client");
    LibvirtException failure = failure(uri);
    assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(failure)
        .hasMessage(
            "the certificate that 127.0.0.1 shows is not for 127.0.0.1 but for localhost,"
                + " *.vm.example");
    Libvirt.connect(uri + "&no_verify=1", ConnectOptions.defaults()).close();
  }

  @Test
  void anUnknownAuthorityIsNotTrusted() {
    Path pki = pki("other-ca", "client");
    copy(folder.resolve("other/cacert.pem"), pki.resolve("cacert.pem"));
    LibvirtException failure = failure(uri(pki));
    assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(failure).hasMessageContaining("Quantix Lab CA").hasMessageContaining("Another CA");
  }

  @Test
  void aStrangersCertificateIsRefusedByTheHost() {
    Path pki = pki("stranger", "client");
    copy(folder.resolve("other/clientcert.pem"), pki.resolve("clientcert.pem"));
    copy(folder.resolve("other/clientkey.pem"), pki.resolve("clientkey.pem"));
    LibvirtException failure = failure(uri(pki));
    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure).hasMessageContaining("refused our certificate");
  }

  @Test
  void whoHasNoCertificateIsToldThatTheHostWantsOne() {
    LibvirtException failure = failure(uri(pki("nobody", "")));
    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure)
        .hasMessageContaining("wants a client certificate")
        .hasMessageContaining("clientcert.pem");
  }

  @Test
  void missingAndMismatchedFilesAreNamedBeforeAnythingIsSent() throws IOException {
    LibvirtException gone = failure(uri(folder.resolve("nowhere")));
    assertThat(gone.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(gone).hasMessageContaining("nowhere");

    LibvirtException noAuthority = failure(uri(Files.createDirectory(folder.resolve("empty"))));
    assertThat(noAuthority.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(noAuthority).hasMessageContaining("there is no CA certificate");

    Path mixed = pki("mixed", "client");
    copy(DAEMON.get().resolve("rsakey.pem"), mixed.resolve("clientkey.pem"));
    LibvirtException mismatch = failure(uri(mixed));
    assertThat(mismatch.kind()).isEqualTo(Kind.DENIED);
    assertThat(mismatch).hasMessageContaining("is not the key of the certificate");

    Path damaged = pki("damaged", "client");
    Files.writeString(damaged.resolve("clientkey.pem"), "no key");
    assertThat(failure(uri(damaged)))
        .hasMessageContaining("clientkey.pem cannot be read: there is no private key in it");
  }

  @Test
  void nobodyThereUnknownNamesAndSilenceAreToldApart() throws IOException {
    Path pki = pki("unreachable", "client");
    LibvirtException refused =
        failure("test+tls://localhost:" + Ports.free() + "/default?pkipath=" + pki);
    assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(refused).hasMessageContaining("Connection refused");

    LibvirtException unknown = failure("test+tls://no.such.host.invalid/default?pkipath=" + pki);
    assertThat(unknown.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(unknown).hasMessageContaining("no host of the name no.such.host.invalid");

    LibvirtException plain =
        failure("test+tls://localhost:" + TCP_PORT + "/default?pkipath=" + pki);
    assertThat(plain.kind()).isEqualTo(Kind.UNREACHABLE);

    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String uri = "test+tls://127.0.0.1:" + silent.getLocalPort() + "/default?pkipath=" + pki;
      LibvirtException late =
          catchThrowableOfType(
              LibvirtException.class,
              () ->
                  Libvirt.connect(
                      uri, ConnectOptions.defaults().withConnectTimeout(Duration.ofMillis(300))));
      assertThat(late.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(late).hasMessageContaining("did not finish TLS within 300 ms");
    }
  }
}
