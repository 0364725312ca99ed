package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.Certificates;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx as a console proxy with TLS before a real QEMU: who it is is settled before the
 * token is sent.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SecureWebSocketTest {
  private static final String TOKEN = "Bearer s3cret";
  private static final TransportOptions OPTIONS =
      TransportOptions.defaults()
          .withTimeout(Duration.ofSeconds(60))
          .withHeader("Authorization", TOKEN);
  private static final VncOptions PATIENT =
      VncOptions.defaults().withHandshakeTimeout(Duration.ofSeconds(60));

  @TempDir static Path pki;

  private static QemuMachine machine;
  private static PortServer nginx;
  private static VncTrust trusted;
  private static VncTrust stranger;

  private final List<VncTrust.Identity> shown = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Certificates right = new Certificates(pki.resolve("right"), "Quantix Lab CA");
    right.sign("proxy", "localhost", "DNS:localhost", 2);
    Certificates other = new Certificates(pki.resolve("other"), "Another CA");
    trusted = VncTrust.defaults().withAuthorities(right.folder().resolve("cacert.pem"));
    stranger = VncTrust.defaults().withAuthorities(other.folder().resolve("cacert.pem"));
    int webSocket = PortServer.freePort();
    machine = new QemuMachine(",websocket=127.0.0.1:" + webSocket);
    nginx =
        PortServer.nginx(
            webSocket,
            "Authorization",
            TOKEN,
            List.of(
                "access_log /dev/stderr;",
                "ssl_protocols TLSv1.2 TLSv1.3;",
                "ssl_certificate " + right.folder().resolve("proxycert.pem") + ";",
                "ssl_certificate_key " + right.folder().resolve("proxykey.pem") + ";"));
  }

  @AfterAll
  static void stop() throws Exception {
    nginx.close();
    machine.close();
  }

  private static String address(String host, String path) {
    return "wss://" + host + ":" + nginx.port() + path;
  }

  private static VncTransport open(String address, TransportOptions options) throws VncException {
    return VncAddress.parse(address).open(options);
  }

  private static VncException failure(String address, TransportOptions options) {
    VncException failure =
        catchThrowableOfType(VncException.class, () -> open(address, options).close());
    assertThat(failure).isNotNull();
    return failure;
  }

  private VncTrust asking(boolean accepts) {
    return stranger.withUnknown(identity -> {
      shown.add(identity);
      return accepts;
    });
  }

  private static long requests(String path) throws Exception {
    return nginx.log().lines().filter(line -> line.contains("GET " + path + " ")).count();
  }

  @Test
  void showsWhatTheGuestShowsAndSaysWhatProtectsIt() throws Exception {
    Watcher watcher = new Watcher();
    VncTransport transport =
        open(address("localhost", "/api/console/one/ws"), OPTIONS.withTrust(trusted));
    assertThat(transport.host()).contains("localhost");
    assertThat(transport.confidential()).isTrue();
    try (VncSession session = VncSession.open(transport, PATIENT, watcher)) {
      Picture truth = machine.screendump();
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      assertThat(session.statistics().security()).isEqualTo("None");
      assertThat(session.statistics().encryption())
          .isEqualTo(transport.encryption())
          .startsWith("TLSv1.3 TLS_");
    }
  }

  @Test
  void nothingIsSentToAStrangerWhoIsNotAccepted() throws Exception {
    String path = "/api/console/asked/ws";
    VncException refused = failure(address("localhost", path), OPTIONS.withTrust(asking(false)));
    assertThat(refused.kind()).isEqualTo(VncException.Kind.UNTRUSTED);
    assertThat(refused).hasMessageContaining("CN=Quantix Lab CA");
    assertThat(failure(address("localhost", path), OPTIONS.withTrust(stranger)).kind())
        .isEqualTo(VncException.Kind.UNTRUSTED);
    assertThat(shown).hasSize(1);

    Watcher watcher = new Watcher();
    VncTransport transport = open(address("localhost", path), OPTIONS.withTrust(asking(true)));
    try (VncSession session = VncSession.open(transport, PATIENT, watcher)) {
      watcher.await("a picture", () -> watcher.frames() > 0);
      assertThat(session.name()).contains("quantix-lab-vnc");
    }
    assertThat(shown).hasSize(2);
    assertThat(shown.getFirst()).isEqualTo(shown.getLast());
    assertThat(shown.getFirst().kind()).isEqualTo("certificate");
    assertThat(shown.getFirst().subject()).isEqualTo("CN=localhost");
    assertThat(shown.getFirst().peer()).isEqualTo(address("localhost", path));
    // Nginx writes a request down at its end; those before have ended long ago.
    while (requests(path) == 0) {
      Thread.sleep(10);
    }
    assertThat(requests(path)).isEqualTo(1);
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    VncException refused =
        failure(address("127.0.0.1", "/api/console/name/ws"), OPTIONS.withTrust(trusted));
    assertThat(refused.kind()).isEqualTo(VncException.Kind.UNTRUSTED);
    assertThat(refused).hasMessageContaining("is not for 127.0.0.1 but for");
    // Who knows the name, though the address is another's, says so.
    assertThat(
            failure(address("127.0.0.1", "/else"), OPTIONS.withTrust(trusted.withHost("localhost")))
                .getMessage())
        .contains("404 Not Found");
  }

  @Test
  void theTokenIsWantedOverTlsToo() {
    String address = address("localhost", "/api/console/token/ws");
    TransportOptions none =
        TransportOptions.defaults().withTimeout(OPTIONS.timeout()).withTrust(trusted);
    assertThat(failure(address, none).kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    VncException wrong = failure(address, none.withHeader("Authorization", "Bearer no"));
    assertThat(wrong.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
    assertThat(wrong).hasMessageContaining("401 Unauthorized");
  }

  @Test
  void aServerWithoutTlsIsNotTakenForOneWithIt() throws Exception {
    int port = PortServer.freePort();
    try (XServer server =
        new XServer("-SecurityTypes", "None", "-rfbport", "" + port, "-localhost")) {
      assertThat(server.display()).isNotNegative();
      VncException plain = failure("wss://localhost:" + port + "/", OPTIONS.withTrust(trusted));
      assertThat(plain.kind()).isEqualTo(VncException.Kind.PROTOCOL);
      assertThat(plain).hasMessage("wss://localhost:" + port + "/ does not speak TLS");
      assertThat(plain.hint()).contains("ws://");
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      VncException late =
          failure(
              "wss://localhost:" + silent.getLocalPort() + "/",
              OPTIONS.withTrust(trusted).withTimeout(Duration.ofSeconds(1)));
      assertThat(late.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
      assertThat(late).hasMessageContaining("no answer within 1 s");
    }
  }

  @Test
  void whoIsAskedMayTakeTheirTime() throws Exception {
    String address = address("localhost", "/api/console/slow/ws");
    // The first handshake of a JVM is slow.
    assertThat(failure(address, OPTIONS.withTrust(stranger)).kind())
        .isEqualTo(VncException.Kind.UNTRUSTED);
    Duration patience = Duration.ofSeconds(6);
    VncTrust slow =
        stranger.withUnknown(_ -> {
          try {
            Thread.sleep(patience.plusMillis(200));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        });
    try (VncTransport transport = open(address, OPTIONS.withTrust(slow).withTimeout(patience))) {
      assertThat(transport.encryption()).startsWith("TLS");
    }
  }

  @Test
  void websockifysOwnTlsLeadsToAServer() throws Exception {
    int port = PortServer.freePort();
    try (XServer server =
            new XServer("-SecurityTypes", "None", "-rfbport", "" + port, "-localhost");
        PortServer websockify =
            PortServer.websockify(
                port,
                pki.resolve("right").resolve("proxycert.pem"),
                pki.resolve("right").resolve("proxykey.pem"))) {
      assertThat(server.display()).isNotNegative();
      VncTransport transport =
          open("wss://localhost:" + websockify.port() + "/", OPTIONS.withTrust(trusted));
      Watcher watcher = new Watcher();
      try (VncSession session = VncSession.open(transport, PATIENT, watcher)) {
        watcher.await("a picture", () -> watcher.frames() > 0);
        assertThat(session.name()).startsWith("quantix-lab-x");
        assertThat(session.statistics().encryption()).startsWith("TLSv1.");
      }
    }
  }
}
