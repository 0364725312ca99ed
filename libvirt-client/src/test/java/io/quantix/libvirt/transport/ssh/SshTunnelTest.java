package io.quantix.libvirt.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Further streams to a host, through a real SSH server. */
@SuppressWarnings("NullAway.Init")
class SshTunnelTest {
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

  private static String withSocket(SshServer to) {
    return "test+ssh://127.0.0.1:" + to.port() + "/default?socket=" + LAB.socket();
  }

  private static Connection open(ByteTransport transport) throws LibvirtException {
    String uri = withSocket(server);
    return RemoteOpening.open(uri, ConnectionUri.parse(uri), _ -> transport, OPTIONS);
  }

  @Test
  void aTunnelIsReadWrittenAndClosedByThreeThreads() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        ByteTransport transport = ssh.transport(withSocket(server), OPTIONS)) {
      ByteChannel channel =
          transport.tunnel().orElseThrow().tcp("127.0.0.1", listener.getLocalPort());
      try (Socket peer = listener.accept()) {
        channel.write(StandardCharsets.US_ASCII.encode("ping"));
        assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
        peer.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(channel, 4)).isEqualTo("pong");
        CompletableFuture<IOException> reader = new CompletableFuture<>();
        Thread.ofVirtual()
            .start(() -> {
              try {
                channel.read(ByteBuffer.allocate(1));
              } catch (IOException e) {
                reader.complete(e);
              }
            });
        channel.close();
        assertThat(reader.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static String text(ByteChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // more
    }
    return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
  }

  @Test
  void aUnixSocketIsReachedAndAWrongOneSaysSo() throws Exception {
    Path path = server.folder().resolve("agent.sock");
    for (ConnectOptions.SshClient client : ConnectOptions.SshClient.values()) {
      try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
          ByteTransport transport = ssh.transport(withSocket(server), OPTIONS.withSsh(client))) {
        listener.bind(UnixDomainSocketAddress.of(path));
        HostTunnel tunnel = transport.tunnel().orElseThrow();
        ByteChannel channel = tunnel.unix(path.toString());
        try (SocketChannel peer = listener.accept()) {
          peer.write(StandardCharsets.US_ASCII.encode("hello"));
          assertThat(text(channel, 5)).isEqualTo("hello");
        }
        LibvirtException none =
            catchThrowableOfType(LibvirtException.class, () -> tunnel.unix("/nowhere/it's"));
        assertThat(none.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(none).hasMessageContaining("there is no socket /nowhere/it's");
      } finally {
        java.nio.file.Files.deleteIfExists(path);
      }
    }
  }

  @Test
  void aClosedPortSaysSo() throws Exception {
    int closed;
    try (ServerSocket none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = none.getLocalPort();
    }
    try (ByteTransport transport = ssh.transport(withSocket(server), OPTIONS)) {
      HostTunnel tunnel = transport.tunnel().orElseThrow();
      LibvirtException refused =
          catchThrowableOfType(LibvirtException.class, () -> tunnel.tcp("127.0.0.1", closed));
      assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(refused).hasMessageContaining(Integer.toString(closed));
    }
  }

  @Test
  void whoDoesNotReadOneChannelDoesNotStopTheOthers() throws Exception {
    int size = 16 << 20;
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        ByteTransport transport = ssh.transport(withSocket(server), OPTIONS)) {
      ByteChannel channel =
          transport.tunnel().orElseThrow().tcp("127.0.0.1", listener.getLocalPort());
      try (Connection host = open(transport)) {
        try (Socket peer = listener.accept()) {
          peer.getOutputStream().write(new byte[size]);
        }
        assertThat(host.hostname()).isNotBlank();
        long total = 0;
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer.clear())) {
          total += n;
        }
        assertThat(total).isEqualTo(size);
        assertThat(host.hostname()).isNotBlank();
      }
    }
  }

  @Test
  void aChannelThatNobodyReadsForTooLongEndsAlone() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        ByteTransport transport = ssh.transport(withSocket(server), OPTIONS)) {
      ByteChannel channel =
          transport.tunnel().orElseThrow().tcp("127.0.0.1", listener.getLocalPort());
      try (Connection host = open(transport);
          Socket peer = listener.accept()) {
        assertThatThrownBy(
                () -> {
                  byte[] piece = new byte[1 << 20];
                  for (int i = 0; i < 1024; i++) {
                    peer.getOutputStream().write(piece);
                  }
                })
            .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
            .hasMessageContaining("too slow");
        assertThat(host.hostname()).isNotBlank();
      }
    }
  }

  @Test
  void theSystemsClientCarriesCallsAndTunnels() throws Exception {
    ConnectOptions system = OPTIONS.withSsh(ConnectOptions.SshClient.SYSTEM);
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        ByteTransport transport = ssh.transport(withSocket(server), system)) {
      ByteChannel channel =
          transport.tunnel().orElseThrow().tcp("127.0.0.1", listener.getLocalPort());
      try (Connection host = open(transport);
          Socket peer = listener.accept()) {
        assertThat(host.hostname()).isNotBlank();
        channel.write(StandardCharsets.US_ASCII.encode("ping"));
        assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
        peer.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(channel, 4)).isEqualTo("pong");
      }
    }
    LibvirtException nobody =
        catchThrowableOfType(
            LibvirtException.class,
            () -> ssh.connect("qemu+ssh://no.such.host.invalid/system", system));
    assertThat(nobody.kind()).isEqualTo(Kind.UNREACHABLE);
  }
}
