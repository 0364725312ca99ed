package io.quantix.agent.client.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.agent.protocol.message.TelemetryReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real qemu-ga, which takes this machine for its guest, behind the interface of Quantix's. */
@Timeout(180)
class QemuGuestLinkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Process agent;
  private SocketChannel socket;

  @BeforeEach
  void start() throws Exception {
    Path path = folder.resolve("ga.sock");
    agent =
        new ProcessBuilder(
                "/usr/sbin/qemu-ga",
                "--method=unix-listen",
                "--path=" + path,
                "--statedir=" + folder,
                "--pidfile=" + folder.resolve("pid"),
                "--block-rpcs=guest-set-user-password")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (!Files.exists(path)) {
      assertThat(agent.isAlive()).describedAs(() -> read(folder.resolve("log"))).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    while (!socket.isConnected()) {
      try {
        socket.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        // Bound, and not listening yet.
        socket.close();
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @AfterEach
  void stop() throws Exception {
    socket.close();
    agent.destroyForcibly().waitFor();
  }

  /** As libvirt does it: a line there, a line back. */
  private Optional<String> run(String json, Duration timeout) {
    try {
      ByteBuffer line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        socket.write(line);
      }
      if (timeout.isZero()) {
        return Optional.empty();
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer piece = ByteBuffer.allocate(8192);
      while (true) {
        assertThat(socket.read(piece.clear())).isNotNegative();
        answer.write(piece.array(), 0, piece.position());
        if (piece.array()[piece.position() - 1] == '\n') {
          return Optional.of(answer.toString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Guest guest() throws AgentException, InterruptedException {
    return new Guest(QemuGuestLink.open(this::run, AgentOptions.of("test")));
  }

  @Test
  void tellsWhoItIsAndWhatItCan() throws Exception {
    Guest guest = guest();
    assertThat(guest.complete()).isFalse();
    assertThat(guest.agent()).startsWith("QEMU guest agent ");
    assertThat(guest.identity().getHostname())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    assertThat(guest.identity().getOsFamily()).isEqualTo("linux");
    assertThat(guest.identity().getKernel()).isEqualTo(System.getProperty("os.version"));
    assertThat(guest.can("execute")).isTrue();
    assertThat(guest.can("reset_password")).isFalse();
    assertThat(guest.reasonWithout("reset_password"))
        .isEqualTo("guest-set-user-password is switched off in this guest");
    assertThat(guest.can("process_list")).isFalse();
    assertThat(guest.ping()).isPositive();
  }

  @Test
  void tellsItsAddresses() throws Exception {
    TelemetryReport report = guest().system().telemetry();
    assertThat(report.getInterfacesList())
        .anySatisfy(link -> {
          assertThat(link.getName()).isEqualTo("lo");
          assertThat(link.getIpAddressesList()).contains("127.0.0.1/8");
        });
    assertThat(report.getIpAddressesList()).doesNotContain("127.0.0.1");
    assertThat(guest().system().users()).isNotNull();
  }

  @Test
  void runsACommandWithInputAndTellsItsEnd() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ExecuteResponse answer =
        guest().commands().stream(
            ExecuteRequest.newBuilder()
                .setCommand("/bin/sh")
                .addArgs("-c")
                .addArgs("cat; echo $WORD; echo oh >&2; exit 7")
                .putEnvironment("WORD", "hello")
                .build(),
            new ByteArrayInputStream("in\n".getBytes(StandardCharsets.UTF_8)),
            out,
            err,
            PATIENCE);
    assertThat(out).hasToString("in\nhello\n");
    assertThat(err).hasToString("oh\n");
    assertThat(answer.getExitCode()).isEqualTo(7);
  }

  @Test
  void aCommandThatIsNotThereIsTold() throws Exception {
    Guest guest = guest();
    assertThatThrownBy(() ->
            guest
                .commands()
                .run(ExecuteRequest.newBuilder().setCommand("/no/such").build(), PATIENCE))
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.COMMAND_NOT_FOUND);
              assertThat(e.context()).contains("/no/such");
            });
  }

  @Test
  void filesGoInAndComeBackPieceByPiece() throws Exception {
    byte[] content = new byte[200_001];
    new Random(2).nextBytes(content);
    String path = folder.resolve("file").toString();
    Guest guest = guest();
    guest
        .files()
        .upload(
            path, 0, new ByteArrayInputStream(content), content.length, (done, total, text) -> {});
    assertThat(Files.readAllBytes(Path.of(path))).isEqualTo(content);
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    long[] seen = new long[2];
    guest
        .files()
        .download(
            path,
            100_000,
            back,
            (done, total, text) -> {
              seen[0] = done;
              seen[1] = total;
            });
    assertThat(back.toByteArray())
        .isEqualTo(java.util.Arrays.copyOfRange(content, 100_000, content.length));
    assertThat(seen).containsExactly(content.length, content.length);
    assertThatThrownBy(() -> guest.files().download("/no/such", 0, back, (done, total, text) -> {}))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND));
  }

  @Test
  void whatItCannotSaysWhoCan() throws Exception {
    Guest guest = guest();
    assertThatThrownBy(() -> guest.processes().list("", false, 0))
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_AVAILABLE);
              assertThat(e.reason()).contains("list_processes");
              assertThat(e.resolution().orElse("")).contains("Quantix");
            });
    assertThatThrownBy(() -> guest.control().setPassword("root", "x"))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEATURE_DISABLED));
  }

  @Test
  void nonsenseOfAHostileAgentIsRefused() {
    for (String answer :
        new String[] {"", "no json", "{\"return\":" + "[".repeat(5000), "[]", "{\"return\":7}"}) {
      QemuGuestLink.Commands hostile = (json, timeout) -> Optional.of(answer);
      try {
        Guest guest = new Guest(QemuGuestLink.open(hostile, AgentOptions.of("test")));
        // It named nothing that it can do.
        assertThat(guest.can("execute")).isFalse();
      } catch (AgentException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
