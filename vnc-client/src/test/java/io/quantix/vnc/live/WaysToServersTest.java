package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.SshServer;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.ReverseConnections;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncProxy;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Real servers, reached through real proxies and WebSockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WaysToServersTest {
  private static final TransportOptions OPTIONS =
      TransportOptions.defaults().withTimeout(Duration.ofSeconds(60));
  private static final VncOptions PATIENT =
      VncOptions.defaults().withHandshakeTimeout(Duration.ofSeconds(60));

  private QemuMachine machine;
  private XServer server;
  private int webSocket;
  private int port;

  @BeforeAll
  void start() throws Exception {
    webSocket = PortServer.freePort();
    machine = new QemuMachine(",websocket=127.0.0.1:" + webSocket);
    port = PortServer.freePort();
    server = new XServer("-SecurityTypes", "None", "-rfbport", "" + port, "-localhost");
  }

  @AfterAll
  void stop() throws Exception {
    machine.close();
    server.close();
  }

  /** The desktop that an address leads to, once all of it is there. */
  private static String desktop(String address, TransportOptions options) throws Exception {
    return desktop(VncAddress.parse(address).open(options));
  }

  private static String desktop(VncTransport transport) throws Exception {
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(transport, PATIENT, watcher)) {
      watcher.await("a picture", () -> watcher.frames() > 0);
      return session.name();
    }
  }

  private static VncException failure(String address, TransportOptions options) {
    VncException failure =
        catchThrowableOfType(
            VncException.class, () -> VncAddress.parse(address).open(options).close());
    assertThat(failure).isNotNull();
    return failure;
  }

  private static VncProxy proxy(String scheme, PortServer at, String user, String password) {
    return VncProxy.parse(scheme + "://" + user + "@127.0.0.1:" + at.port())
        .withCredentials(_ -> Optional.of(VncCredential.password(password.toCharArray())));
  }

  @Test
  void qemusOwnWebSocketShowsWhatTheGuestShows() throws Exception {
    Watcher watcher = new Watcher();
    VncTransport transport = VncAddress.parse("ws://127.0.0.1:" + webSocket).open(OPTIONS);
    try (VncSession session = VncSession.open(transport, PATIENT, watcher)) {
      Picture truth = machine.screendump();
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      int frames = watcher.frames();
      session.requestFullUpdate();
      watcher.await("another", () -> watcher.frames() > frames);
      assertThat(Picture.of(session.framebuffer()).difference(truth)).isEmpty();
    }
  }

  @Test
  void websockifyLeadsToAServer() throws Exception {
    try (PortServer websockify = PortServer.websockify(port)) {
      assertThat(desktop("ws://127.0.0.1:" + websockify.port() + "/websockify", OPTIONS))
          .startsWith("quantix-lab-x");
    }
    try (PortServer nowhere = PortServer.websockify(PortServer.freePort())) {
      VncTransport transport =
          VncAddress.parse("ws://127.0.0.1:" + nowhere.port() + "/").open(OPTIONS);
      VncException end =
          catchThrowableOfType(
              VncException.class, () -> VncSession.open(transport, PATIENT, new Watcher()).close());
      assertThat(end).hasMessageContaining("closed with 1011");
    }
  }

  @Test
  void aConsoleProxyLetsInWhoHasTheToken() throws Exception {
    try (PortServer nginx =
        PortServer.nginx(webSocket, "Authorization", "Bearer s3cret", List.of())) {
      String address = "ws://127.0.0.1:" + nginx.port() + "/api/console/quantix-lab-7/ws";
      assertThat(desktop(address, OPTIONS.withHeader("Authorization", "Bearer s3cret")))
          .contains("quantix-lab-vnc");
      VncException none = failure(address, OPTIONS);
      assertThat(none.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
      assertThat(none).hasMessageContaining("401 Unauthorized");
      VncException wrong = failure(address, OPTIONS.withHeader("Authorization", "Bearer no"));
      assertThat(wrong.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
      assertThat(wrong.getMessage() + wrong.hint()).doesNotContain("Bearer no");
      VncException elsewhere = failure("ws://127.0.0.1:" + nginx.port() + "/else", OPTIONS);
      assertThat(elsewhere.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
      assertThat(elsewhere).hasMessageContaining("404 Not Found");
    }
    try (PortServer nginx = PortServer.nginx(webSocket, "X-Api-Key", "k3y", List.of())) {
      String address = "ws://127.0.0.1:" + nginx.port() + "/api/console/quantix-lab-7/ws";
      assertThat(desktop(address, OPTIONS.withHeader("X-Api-Key", "k3y"))).isNotEmpty();
    }
  }

  @Test
  void danteLeadsToAServer() throws Exception {
    try (PortServer dante = PortServer.dante()) {
      for (String scheme : List.of("socks5", "socks4a")) {
        // It resolves names for SOCKS 5 alone.
        String host = scheme.equals("socks5") ? "localhost" : "127.0.0.1";
        String address =
            "vnc://" + host + ":" + port + "?proxy=" + scheme + "://127.0.0.1:" + dante.port();
        assertThat(desktop(address, OPTIONS)).describedAs(scheme).startsWith("quantix-lab-x");
        VncException refused =
            failure(
                "vnc://127.0.0.1:"
                    + PortServer.freePort()
                    + "?proxy="
                    + scheme
                    + "://127.0.0.1:"
                    + dante.port(),
                OPTIONS);
        assertThat(refused.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
        assertThat(refused).hasMessageContaining("proxy 127.0.0.1:" + dante.port());
      }
      // A WebSocket goes through a proxy as well.
      assertThat(
              desktop(
                  "ws://127.0.0.1:" + webSocket,
                  OPTIONS.withProxy(VncProxy.parse("socks5://127.0.0.1:" + dante.port()))))
          .contains("quantix-lab-vnc");
    }
  }

  @Test
  void aSocksProxyLetsInWhoHasThePassword() throws Exception {
    try (PortServer socks = PortServer.microsocks("ada", "s3cret")) {
      String address = "vnc://127.0.0.1:" + port;
      assertThat(desktop(address, OPTIONS.withProxy(proxy("socks5", socks, "ada", "s3cret"))))
          .startsWith("quantix-lab-x");
      VncException wrong = failure(address, OPTIONS.withProxy(proxy("socks5", socks, "ada", "no")));
      assertThat(wrong.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
      assertThat(wrong).hasMessageContaining("the SOCKS 5 proxy 127.0.0.1:" + socks.port());
    }
  }

  @Test
  void anSshClientIsASocksProxyToo() throws Exception {
    try (SshServer sshd = SshServer.start();
        PortServer ssh = PortServer.ssh(sshd)) {
      for (String scheme : List.of("socks5", "socks4a")) {
        assertThat(
                desktop(
                    "vnc://localhost:" + port,
                    OPTIONS.withProxy(VncProxy.parse(scheme + "://127.0.0.1:" + ssh.port()))))
            .describedAs(scheme)
            .startsWith("quantix-lab-x");
      }
    }
  }

  @Test
  void tinyproxyLetsInWhoHasThePassword() throws Exception {
    try (PortServer http = PortServer.tinyproxy("ada", "s3cret")) {
      String address = "vnc://127.0.0.1:" + port;
      assertThat(desktop(address, OPTIONS.withProxy(proxy("http", http, "ada", "s3cret"))))
          .startsWith("quantix-lab-x");
      VncException wrong = failure(address, OPTIONS.withProxy(proxy("http", http, "ada", "no")));
      assertThat(wrong.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
      assertThat(wrong).hasMessageContaining("the HTTP proxy 127.0.0.1:" + http.port());
      VncException nobody =
          failure(address, OPTIONS.withProxy(VncProxy.parse("http://127.0.0.1:" + http.port())));
      assertThat(nobody).hasMessageContaining("wants a user and a password");
    }
  }

  @Test
  void goesOverIpv6() throws Exception {
    assertThat(desktop("[::1]:" + port, OPTIONS)).startsWith("quantix-lab-x");
    assertThat(desktop("vnc://[::1%25lo]:" + port, OPTIONS)).startsWith("quantix-lab-x");
  }

  @Test
  @SuppressWarnings("try") // closing is what is tried
  void serversConnectToUs() throws Exception {
    try (ReverseConnections listening =
        VncTransport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      String display = ":" + server.display();
      String here = "127.0.0.1:" + listening.port();
      CompletableFuture<VncTransport> first = accept(listening);
      new ProcessBuilder("tigervncconfig", "-display", display, "-connect", here).start();
      try (VncTransport transport = first.get(60, TimeUnit.SECONDS)) {
        assertThat(transport.peer()).startsWith("127.0.0.1:");
        assertThat(desktop(transport)).startsWith("quantix-lab-x");
      }
      CompletableFuture<VncTransport> second = accept(listening);
      try (ChildProcess x11vnc =
          new ChildProcess(
              ChildProcess.newFolder(),
              "x11vnc",
              List.of(
                  "x11vnc",
                  "-display",
                  display,
                  "-rfbport",
                  "0",
                  "-noipv6",
                  "-noshm",
                  "-nopw",
                  "-once",
                  "-desktop",
                  "quantix-lab-x11vnc",
                  "-connect_or_exit",
                  here))) {
        assertThat(desktop(second.get(60, TimeUnit.SECONDS))).contains("quantix-lab-x11vnc");
        assertThat(x11vnc.log()).isNotEmpty();
      }
      CompletableFuture<VncTransport> third = accept(listening);
      listening.close();
      assertThat(third.handle((_, failure) -> failure).get(60, TimeUnit.SECONDS))
          .hasMessageContaining("the wait was ended");
      VncException taken =
          catchThrowableOfType(
              VncException.class,
              () ->
                  VncTransport.listen(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      assertThat(taken).hasMessageContaining("127.0.0.1:" + port);
    }
  }

  private static CompletableFuture<VncTransport> accept(ReverseConnections listening) {
    CompletableFuture<VncTransport> next = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            next.complete(listening.accept());
          } catch (VncException e) {
            next.completeExceptionally(e);
          }
        });
    return next;
  }

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    VncTransport transport = VncAddress.parse("ws://127.0.0.1:" + webSocket).open(OPTIONS);
    CompletableFuture<Integer> greeting = new CompletableFuture<>();
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            greeting.complete(transport.read(ByteBuffer.allocate(100)));
            int n = transport.read(ByteBuffer.allocate(100));
            end.complete(n < 0 ? new java.io.EOFException() : new AssertionError("" + n));
          } catch (IOException e) {
            end.complete(e);
          }
        });
    assertThat(greeting.get(60, TimeUnit.SECONDS)).isEqualTo(12);
    transport.close();
    assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
  }
}
