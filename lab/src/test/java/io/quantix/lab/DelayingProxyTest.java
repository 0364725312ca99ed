package io.quantix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost on the long way, and nothing comes before its time. */
@Timeout(60)
class DelayingProxyTest {
  private static final Duration ONE_WAY = Duration.ofMillis(30);

  @Test
  void allThatIsSentComesBackInOrderAndNotBeforeARoundTrip() throws Exception {
    byte[] data = new byte[3 << 20];
    new Random(5).nextBytes(data);
    try (ExecutorService others = Executors.newCachedThreadPool();
        ServerSocket echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DelayingProxy proxy = DelayingProxy.toPort(echo.getLocalPort(), ONE_WAY)) {
      Future<Long> echoed =
          others.submit(() -> {
            try (Socket socket = echo.accept()) {
              return socket.getInputStream().transferTo(socket.getOutputStream());
            }
          });
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        long before = System.nanoTime();
        Future<Void> sent =
            others.submit(() -> {
              socket.getOutputStream().write(data);
              socket.shutdownOutput();
              return null;
            });
        InputStream in = socket.getInputStream();
        byte first = (byte) in.read();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2 * ONE_WAY.toNanos());
        byte[] rest = in.readAllBytes();
        assertThat(first).isEqualTo(data[0]);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(data, 1, data.length));
        sent.get(30, TimeUnit.SECONDS);
      }
      assertThat(echoed.get(30, TimeUnit.SECONDS)).isEqualTo(data.length);
    }
  }

  @Test
  void aSocketsEndIsPassedOnAndTheProxyLeavesNoFile(@TempDir Path folder) throws Exception {
    Path here = folder.resolve("here");
    Path target = folder.resolve("target");
    try (ServerSocketChannel server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(target))) {
      try (DelayingProxy proxy = DelayingProxy.toSocket(here, target, ONE_WAY);
          SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(here))) {
        assertThat(proxy.socket()).isEqualTo(here);
        try (SocketChannel accepted = server.accept()) {
          accepted.write(ByteBuffer.wrap(new byte[] {7}));
        }
        ByteBuffer got = ByteBuffer.allocate(2);
        while (client.read(got) >= 0) {
          // until its end
        }
        assertThat(got.position()).isEqualTo(1);
      }
    }
    assertThat(Files.exists(here)).isFalse();
  }
}
