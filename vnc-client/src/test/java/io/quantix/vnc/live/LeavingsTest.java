package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.Certificates;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is left of sessions that were protected. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SecureLeavingsTest {
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

  private static void session(SecureQemu qemu, VncOptions options) throws Exception {
    Watcher watcher = new Watcher();
    VncSession session = VncSession.open(qemu.connect(), options, watcher);
    session.close();
    session.closed().toCompletableFuture().join();
    while (threads() > 0) {
      Thread.onSpinWait();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vnc 127.0.0.1"))
        .count();
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(SecureLeavingsTest::isSocket).count();
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
