package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.authentication.certificate.PemFiles;
import io.quantix.lab.Certificates;
import io.quantix.libvirt.ConnectOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a TLS connection ends, and that both directions run at once; the rest is in TlsTest. */
class TlsTransportTest {
  @TempDir Path folder;

  private SSLServerSocket server(String version) throws Exception {
    Certificates made = new Certificates(folder, "Quantix Lab CA");
    made.sign("server", "localhost", "IP:127.0.0.1", 2);
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry(
        "server",
        PemFiles.privateKey(folder.resolve("serverkey.pem")),
        new char[0],
        PemFiles.certificates(folder.resolve("servercert.pem")).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    server.setEnabledProtocols(new String[] {version});
    return server;
  }

  private static CompletableFuture<SSLSocket> accept(SSLServerSocket server) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        socket.getOutputStream().write(1);
        return socket;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  private TlsTransport connect(SSLServerSocket server) throws Exception {
    String uri = "qemu+tls://127.0.0.1:" + server.getLocalPort() + "/system?pkipath=" + folder;
    return TlsTransport.connect(uri, ConnectionUri.parse(uri), ConnectOptions.defaults());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  @Timeout(60)
  void closingEndsAReaderAndAWriterWhomThePeerKeepsWaiting(String version) throws Exception {
    try (SSLServerSocket server = server(version)) {
      CompletableFuture<SSLSocket> accepted = accept(server);
      TlsTransport transport = connect(server);
      try (SSLSocket peer = accepted.get()) {
        CompletableFuture<Void> reader = ended(() -> transport.read(ByteBuffer.allocate(10)));
        // More than the kernel takes for a peer that does not read.
        CompletableFuture<Void> writer =
            ended(() -> transport.write(ByteBuffer.allocate(64 * 1024 * 1024)));
        TimeUnit.MILLISECONDS.sleep(200); // so that they do wait by now; passes without, too
        assertThat(writer).isNotDone();
        transport.close();
        reader.get();
        writer.get();
        assertThat(peer.isConnected()).isTrue();
      }
    }
  }

  @Test
  @Timeout(60)
  void bothDirectionsRunAtOnce() throws Exception {
    int size = 8 * 1024 * 1024;
    try (SSLServerSocket server = server("TLSv1.3")) {
      CompletableFuture<SSLSocket> accepted = accept(server);
      try (TlsTransport transport = connect(server);
          SSLSocket peer = accepted.get()) {
        CompletableFuture<Void> echo =
            ended(() -> {
              byte[] piece = new byte[10_000];
              for (int left = size; left > 0; ) {
                int count = peer.getInputStream().read(piece);
                peer.getOutputStream().write(piece, 0, count);
                left -= count;
              }
            });
        byte[] sent = new byte[size];
        new java.util.Random(1).nextBytes(sent);
        CompletableFuture<Void> writer = ended(() -> transport.write(ByteBuffer.wrap(sent)));
        ByteBuffer back = ByteBuffer.allocateDirect(size);
        while (back.hasRemaining()) {
          assertThat(transport.read(back)).isPositive();
        }
        byte[] received = new byte[size];
        back.flip().get(received);
        assertThat(received).isEqualTo(sent);
        writer.get();
        echo.get();
      }
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> ended(Action action) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            action.run();
          } catch (IOException e) {
            // It ended, which is what is waited for.
          }
          ended.complete(null);
        });
    return ended;
  }
}
