package io.quantix.libvirt.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections, ways in and tunnels through a real SSH server. */
@SuppressWarnings("NullAway.Init")
class SshTransportTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  private static final ConnectOptions OPTIONS = ConnectOptions.defaults();
  private static SshServer server;
  private static SshLab ssh;

  @BeforeAll
  static void startServer() {
    server = SshServer.start(LAB);
    ssh = SshLab.knowing(server, "main");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    SshLab.assertNothingLeft(server);
  }

  private static String uri(SshServer to, String rest) {
    return "test+ssh://127.0.0.1:" + to.port() + "/default" + rest;
  }

  private static String withSocket(SshServer to) {
    return uri(to, "?socket=" + LAB.socket());
  }

  @Test
  void aHostsOwnDaemonIsFoundWithoutItsSocketNamed() throws LibvirtException {
    assumeTrue(SshServer.canHaveALabAsItsOwn(), "the lab's daemon is not where a host's is");
    for (String query : List.of("", "?proxy=native", "?proxy=netcat")) {
      works(ssh, own(server, query), OPTIONS);
    }
    works(ssh, uri(server, ""), OPTIONS);
    works(ssh, own(server, ""), OPTIONS.withSsh(ConnectOptions.SshClient.SYSTEM));
    works(ssh, uri(server, ""), OPTIONS.withSsh(ConnectOptions.SshClient.SYSTEM));
  }

  private static void works(SshLab lab, String uri, ConnectOptions options)
      throws LibvirtException {
    try (Connection host = lab.connect(uri, options)) {
      assertThat(host.hostname()).isNotBlank();
    }
  }

  // QEMU's driver where a host has it itself.
  private static String own(SshServer to, String query) {
    String path = LAB.uri().contains("/system") ? "/system" : "/session";
    return "qemu+ssh://127.0.0.1:" + to.port() + path + query;
  }

  // Its own daemon in some ways, where the lab's can be that; and the one whose socket is named.
  private static List<String> uris(SshServer to, String... queries) {
    List<String> uris = new ArrayList<>(List.of(withSocket(to), withSocket(to) + "&proxy=netcat"));
    if (SshServer.canHaveALabAsItsOwn()) {
      Stream.of(queries).forEach(query -> uris.add(own(to, query)));
    }
    return uris;
  }

  @Test
  void oneConnectionCarriesAll() throws Exception {
    try (ServerSocket echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        ByteTransport query = ssh.transport(withSocket(server), OPTIONS);
        ByteTransport work = ssh.transport(withSocket(server), OPTIONS)) {
      HostTunnel tunnel = query.tunnel().orElseThrow();
      List<ByteChannel> channels = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        channels.add(tunnel.tcp("127.0.0.1", echo.getLocalPort()));
      }
      try (Connection first = open(query);
          Connection second = open(work)) {
        assertThat(first.hostname()).isEqualTo(second.hostname());
        assertThat(server.connections()).isEqualTo(1);
        assertThat(tunnel.host()).endsWith("@127.0.0.1:" + server.port());
      }
      // Whoever sees the end first closes them: the caller, or the thread that read it.
      for (int i = 0; i < 600 && channels.stream().anyMatch(ByteChannel::isOpen); i++) {
        Thread.sleep(50);
      }
      assertThat(channels).noneMatch(ByteChannel::isOpen);
    }
  }

  @Test
  void whoConnectsAtTheSameTimeSharesToo() throws Exception {
    List<CompletableFuture<ByteTransport>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      CompletableFuture<ByteTransport> one = new CompletableFuture<>();
      all.add(one);
      Thread.ofVirtual()
          .start(() -> {
            try {
              one.complete(ssh.transport(withSocket(server), OPTIONS));
            } catch (LibvirtException | RuntimeException e) {
              one.completeExceptionally(e);
            }
          });
    }
    for (CompletableFuture<ByteTransport> each : all) {
      assertThat(each.get(60, TimeUnit.SECONDS).tunnel()).isPresent();
    }
    assertThat(server.connections()).isEqualTo(1);
    for (CompletableFuture<ByteTransport> each : all) {
      each.join().close();
    }
  }

  private static Connection open(ByteTransport transport) throws LibvirtException {
    String uri = withSocket(server);
    return RemoteOpening.open(uri, ConnectionUri.parse(uri), _ -> transport, OPTIONS);
  }

  @Test
  void whereSocketsAreNotForwardedAnotherWayIsTaken() throws Exception {
    try (SshServer strict = SshServer.start(LAB, "AllowStreamLocalForwarding no")) {
      SshLab lab = SshLab.knowing(strict, "strict");
      for (String uri : uris(strict, "", "?proxy=native")) {
        works(lab, uri, OPTIONS);
      }
    }
  }

  @Test
  void eachWayThatFailedIsTold() {
    for (ConnectOptions.SshClient client : ConnectOptions.SshClient.values()) {
      LibvirtException none =
          catchThrowableOfType(
              LibvirtException.class,
              () ->
                  ssh.connect(uri(server, "?socket=/no/such&netcat=nc"), OPTIONS.withSsh(client)));
      assertThat(none.kind()).isEqualTo(Kind.NO_DAEMON);
      assertThat(none).hasMessageContaining("there is no socket /no/such");
      assertThat(none.hint()).isNotBlank();
    }
    LibvirtException odd =
        catchThrowableOfType(
            LibvirtException.class,
            () -> ssh.connect(uri(server, "?socket=/no/such&netcat=no';echo it"), OPTIONS));
    assertThat(odd).isNotNull();
  }

  @Test
  void aNoisyShellIsReadOver() throws Exception {
    try (SshServer noisy =
        SshServer.start(
            LAB,
            "ForceCommand echo Welcome to the host; echo on error too >&2; sh -c"
                + " \"$SSH_ORIGINAL_COMMAND\"")) {
      SshLab lab = SshLab.knowing(noisy, "noisy");
      for (String uri : uris(noisy, "", "?proxy=native")) {
        works(lab, uri, OPTIONS);
      }
    }
    try (SshServer mute = SshServer.start(LAB, "ForceCommand echo This account is for backups")) {
      SshLab lab = SshLab.knowing(mute, "mute");
      for (ConnectOptions.SshClient client : ConnectOptions.SshClient.values()) {
        LibvirtException failure =
            catchThrowableOfType(
                LibvirtException.class,
                () -> lab.connect(uri(mute, "?proxy=native"), OPTIONS.withSsh(client)));
        assertThat(failure).hasMessageContaining("This account is for backups");
      }
    }
  }

  @Test
  void aKilledServerEndsWhatWaits() throws Exception {
    for (ConnectOptions.SshClient client : ConnectOptions.SshClient.values()) {
      try (Connection host = ssh.connect(withSocket(server), OPTIONS.withSsh(client))) {
        assertThat(host.hostname()).isNotBlank();
        server.killConnections();
        CloseReason reason = host.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(reason.kind()).isIn(CloseReason.Kind.END_OF_FILE, CloseReason.Kind.ERROR);
        LibvirtException lost = catchThrowableOfType(LibvirtException.class, host::hostname);
        assertThat(lost.kind()).isEqualTo(Kind.CONNECTION_LOST);
      }
      try (Connection again = ssh.connect(withSocket(server), OPTIONS.withSsh(client))) {
        assertThat(again.hostname()).isNotBlank();
      }
    }
  }

  @Test
  void aHostIsReachedOverAnother() throws Exception {
    for (boolean program : new boolean[] {true, false}) {
      try (SshServer inner = SshServer.start(LAB)) {
        SshLab lab =
            new SshLab(server, "jump-" + program)
                .withProgram(program)
                .knows(server)
                .knows(inner)
                .config(
                    "Host inner",
                    "  HostName 127.0.0.1",
                    "  Port " + inner.port(),
                    "  ProxyJump outer,127.0.0.1:" + server.port(),
                    "  IdentityFile " + inner.clientKey(),
                    "Host outer",
                    "  HostName 127.0.0.1",
                    "  Port " + server.port(),
                    "Host outer 127.0.0.1",
                    "  IdentityFile " + server.clientKey());
        String uri = "test+ssh://inner/default?socket=" + LAB.socket();
        try (Connection host = lab.connect(uri, OPTIONS)) {
          assertThat(host.hostname()).isNotBlank();
          assertThat(inner.connections()).isEqualTo(1);
          assertThat(server.connections()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void nobodyAtThePortSaysSo() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      LibvirtException mute =
          catchThrowableOfType(
              LibvirtException.class,
              () ->
                  ssh.connect(
                      "qemu+ssh://127.0.0.1:" + silent.getLocalPort() + "/system",
                      OPTIONS.withConnectTimeout(java.time.Duration.ofMillis(300))));
      assertThat(mute.kind()).isEqualTo(Kind.UNREACHABLE);
    }
    int closed;
    try (ServerSocket none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = none.getLocalPort();
    }
    LibvirtException refused =
        catchThrowableOfType(
            LibvirtException.class,
            () -> ssh.connect("qemu+ssh://127.0.0.1:" + closed + "/system", OPTIONS));
    assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
    LibvirtException unknown =
        catchThrowableOfType(
            LibvirtException.class,
            () -> ssh.connect("qemu+ssh://no.such.host.invalid/system", OPTIONS));
    assertThat(unknown.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(unknown).hasMessageContaining("no.such.host.invalid");
  }
}
