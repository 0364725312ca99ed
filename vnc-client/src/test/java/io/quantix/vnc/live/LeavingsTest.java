package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.Certificates;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.TransportOptions;
import io.quantix.vnc.transport.VncAddress;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is left of sessions: no thread, no socket, no buffer. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LeavingsTest {
  @TempDir static Path pki;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls-creds-x509,id=tls0,dir=@,endpoint=server,verify-peer=off",
        "tls-creds-anon,id=tls0,endpoint=server"
      })
  void fiftySessionsLeaveNothing(String credentials) throws Exception {
    Certificates authority = new Certificates(pki, "Quantix Lab CA");
    authority.sign("server", "localhost", "IP:127.0.0.1", 2);
    Path folder =
        authority.copy(
            ChildProcess.newFolder(),
            "cacert.pem",
            "ca-cert.pem",
            "servercert.pem",
            "server-cert.pem",
            "serverkey.pem",
            "server-key.pem");
    VncOptions options =
        VncOptions.builder()
            .trust(VncTrust.defaults().withAuthorities(pki.resolve("cacert.pem")))
            .credentials(
                _ -> Optional.of(VncCredential.password(SecureQemu.PASSWORD.toCharArray())))
            .build();
    try (SecureQemu qemu =
        new SecureQemu(folder, ",tls-creds=tls0,password=on", "-object", credentials)) {
      session(qemu, options);
      long before = sockets();
      for (int i = 0; i < 50; i++) {
        session(qemu, options);
      }
      assertThat(threads()).isZero();
      assertThat(sockets()).isLessThanOrEqualTo(before);
    }
  }

  /** Fifty over TCP and fifty over a WebSocket, with pictures, and some that end in the middle. */
  @Test
  void aHundredSessionsLeaveNothing() throws Exception {
    int tcp = PortServer.freePort();
    int webSocket = PortServer.freePort();
    try (XServer server =
            new XServer("-SecurityTypes", "None", "-rfbport", "" + tcp, "-localhost");
        QemuMachine machine = new QemuMachine(",websocket=127.0.0.1:" + webSocket)) {
      assertThat(server.display()).isNotNegative();
      assertThat(machine.vncSocket()).exists();
      List<String> addresses =
          List.of("vnc://127.0.0.1:" + tcp, "ws://127.0.0.1:" + webSocket + "/");
      for (String address : addresses) {
        picture(address, true);
      }
      long sockets = sockets();
      long buffers = buffers();
      for (int i = 0; i < 100; i++) {
        picture(addresses.get(i % 2), i % 10 < 8);
      }
      awaitNoThread();
      assertThat(sockets()).isLessThanOrEqualTo(sockets);
      // A buffer goes when it is found to be garbage.
      while (buffers() > buffers) {
        System.gc();
        Thread.sleep(50);
      }
    }
  }

  private static void picture(String address, boolean awaits) throws Exception {
    Watcher watcher = new Watcher();
    VncTransport transport =
        VncAddress.parse(address)
            .open(TransportOptions.defaults().withTimeout(Duration.ofSeconds(60)));
    VncSession session = VncSession.open(transport, VncOptions.defaults(), watcher);
    if (awaits) {
      watcher.await("a picture", () -> watcher.frames() > 0);
    }
    session.close();
    session.closed().toCompletableFuture().join();
    awaitNoThread();
  }

  private static long buffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static void session(SecureQemu qemu, VncOptions options) throws Exception {
    Watcher watcher = new Watcher();
    VncSession session = VncSession.open(qemu.connect(), options, watcher);
    session.close();
    session.closed().toCompletableFuture().join();
    awaitNoThread();
  }

  private static void awaitNoThread() throws InterruptedException {
    while (threads() > 0) {
      Thread.sleep(1);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vnc "))
        .count();
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(LeavingsTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}
