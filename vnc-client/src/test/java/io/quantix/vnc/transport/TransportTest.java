package io.quantix.vnc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.wire.ServerBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, and what is said when there is nobody behind them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TransportTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void goesOverTcp() throws Exception {
    try (ServerSocketChannel server =
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      session(server, VncTransport.tcp("localhost", port, PATIENT), "localhost:" + port);
    }
  }

  @Test
  void goesOverAUnixSocket() throws Exception {
    Path path = folder.resolve("vnc");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      session(server, VncTransport.unix(path, PATIENT), path.toString());
    }
  }

  @Test
  void goesOverAnyChannels() throws Exception {
    Pipe down = Pipe.open();
    Pipe up = Pipe.open();
    VncTransport transport = VncTransport.of(down.source(), up.sink(), "a pipe");
    down.sink().write(ByteBuffer.wrap(greeting()));
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(transport, VncOptions.defaults(), watcher)) {
      watcher.await("a frame", () -> watcher.frames() > 0);
      assertThat(session.name()).isEqualTo("desk");
      down.sink().close();
      watcher.await("the end", () -> watcher.reason() != null);
      assertThat(session.closed().toCompletableFuture().join().kind())
          .isEqualTo(VncCloseReason.Kind.SERVER);
    }
    assertThat(down.source().isOpen()).isFalse();
    assertThat(up.sink().isOpen()).isFalse();
    up.source().close();
  }

  /** One session with a server that sends a picture and goes. */
  private static void session(ServerSocketChannel server, VncTransport transport, String peer)
      throws Exception {
    assertThat(transport.peer()).isEqualTo(peer);
    Watcher watcher = new Watcher();
    try (SocketChannel other = server.accept()) {
      other.write(ByteBuffer.wrap(greeting()));
      VncSession session = VncSession.open(transport, VncOptions.defaults(), watcher);
      watcher.await("a frame", () -> watcher.frames() > 0);
      assertThat(session.framebuffer().argb(63, 47)).isEqualTo(0xff00ff00);
      session.close();
      ByteBuffer rest = ByteBuffer.allocate(4096);
      int n;
      do {
        rest.clear();
        n = readOrEnd(other, rest);
      } while (n >= 0);
      assertThat(session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS).kind())
          .isEqualTo(VncCloseReason.Kind.CLIENT);
    }
  }

  private static int readOrEnd(SocketChannel channel, ByteBuffer into) {
    try {
      return channel.read(into);
    } catch (IOException e) {
      // A reset is an end too.
      return -1;
    }
  }

  @Test
  void isReadyForPicturesAndSmallMessages() throws Exception {
    try (ServerSocketChannel server =
            listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel channel =
            TcpTransport.open((InetSocketAddress) server.getLocalAddress(), 60_000)) {
      assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
      assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isGreaterThan(128 * 1024);
    }
  }

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    try (ServerSocketChannel server =
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      VncTransport transport = VncTransport.tcp("127.0.0.1", port, PATIENT);
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread.ofPlatform()
          .start(() -> {
            try {
              transport.read(ByteBuffer.allocateDirect(10));
              end.complete(new AssertionError("it read something"));
            } catch (IOException e) {
              end.complete(e);
            }
          });
      transport.close();
      assertThat(end.get(60, TimeUnit.SECONDS))
          .isInstanceOfAny(
              AsynchronousCloseException.class, java.nio.channels.ClosedChannelException.class);
      transport.close();
    }
  }

  @Test
  void saysWhyTcpFails() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    assertThat(unreachable(() -> VncTransport.tcp("127.0.0.1", unused, PATIENT)))
        .hasMessage("cannot connect to 127.0.0.1:" + unused + ": the connection was refused");
    assertThat(unreachable(() -> VncTransport.tcp("no.such.host.invalid", 5900, PATIENT)))
        .hasMessageContaining("name is not known");
    assertThat(unreachable(() -> VncTransport.tcp("127.0.0.1", 70_000, PATIENT)))
        .hasMessageContaining("no such port");
    assertThat(unreachable(() -> VncTransport.tcp("::1", 0, PATIENT)))
        .hasMessageStartingWith("cannot connect to [::1]:0");
  }

  @Test
  void doesNotWaitForEverForTcp() throws Exception {
    List<VncTransport> waiting = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      // Nobody accepts; once the queue is full the next ones get no answer.
      VncException full =
          unreachable(() -> {
            for (int i = 0; i < 20; i++) {
              waiting.add(VncTransport.tcp("127.0.0.1", port, Duration.ofMillis(100)));
            }
          });
      assertThat(full).hasMessageContaining("no answer within");
    } finally {
      for (VncTransport transport : waiting) {
        transport.close();
      }
    }
  }

  @Test
  void saysWhyAUnixSocketFails() throws Exception {
    Path none = folder.resolve("none");
    VncException missing = unreachable(() -> VncTransport.unix(none, PATIENT));
    assertThat(missing).hasMessageStartingWith("cannot connect to " + none);
    assertThat(missing.hint()).contains("no such socket");
    Path dead = folder.resolve("dead");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(dead));
    }
    assertThat(unreachable(() -> VncTransport.unix(dead, PATIENT)).hint())
        .contains("Nothing listens");
    Path far = folder.resolve("x".repeat(120));
    assertThat(unreachable(() -> VncTransport.unix(far, PATIENT)))
        .hasMessageContaining("longer than");
  }

  @Test
  void doesNotWaitForEverForAUnixSocket() throws Exception {
    Path path = folder.resolve("full");
    List<VncTransport> waiting = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path), 1);
      VncException full =
          unreachable(() -> {
            waiting.add(VncTransport.unix(path, PATIENT));
            for (int i = 0; i < 20; i++) {
              waiting.add(VncTransport.unix(path, Duration.ofMillis(200)));
            }
          });
      assertThat(full).hasMessageContaining("no answer within");
    } finally {
      for (VncTransport transport : waiting) {
        transport.close();
      }
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static VncException unreachable(Attempt attempt) {
    VncException thrown = catchThrowableOfType(VncException.class, attempt::run);
    assertThat(thrown).isNotNull();
    assertThat(thrown.kind()).isEqualTo(VncException.Kind.UNREACHABLE);
    return thrown;
  }

  private static byte[] greeting() {
    return ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 0x00ff00).done();
  }

  private static ServerSocketChannel listen(SocketAddress address) throws IOException {
    return ServerSocketChannel.open().bind(address);
  }
}
