package io.quantix.desktop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.Certificates;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command line with addresses of VNC servers in the place of VMs' names; no libvirt is asked.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AddressCommandTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  private static LabGuest guest;
  private static LabGuest locked;

  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  @BeforeAll
  static void start() {
    guest = LAB.createGuest("quantix-lab-a-open", GuestSpec.tiny());
    guest.start();
    locked = LAB.createGuest("quantix-lab-a-locked", GuestSpec.tiny().withVncPassword("s3cret"));
    locked.start();
  }

  private static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--batch", "--connect", "qemu:///nowhere"));
    all.addAll(List.of(args));
    int status =
        QuantixCommand.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Result(status, out.toString(), err.toString());
  }

  /** {@code vnc://127.0.0.1:0} for display 0, as virsh says it, with the port itself. */
  private static String address(LabGuest of) {
    String shown = LAB.virsh("domdisplay", of.name()).strip();
    int display = Integer.parseInt(shown.substring(shown.lastIndexOf(':') + 1));
    return "vnc://127.0.0.1:" + (5900 + display);
  }

  private JsonNode screenshot(String... more) throws IOException {
    Path file = folder.resolve("shot.png");
    List<String> args = new ArrayList<>(List.of("screenshot", more[0], file.toString(), "--json"));
    args.addAll(List.of(more).subList(1, more.length));
    Result result = run(args.toArray(String[]::new));
    assertThat(result.status()).describedAs(result.err()).isZero();
    assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    return JsonMapper.shared().readTree(result.out());
  }

  @Test
  void aScreenshotTellsWhatWasNegotiated() throws IOException {
    JsonNode shot = screenshot(address(guest));
    assertThat(shot.get("protocol").asString()).isEqualTo("3.8");
    assertThat(shot.get("security").asString()).isEqualTo("None");
    assertThat(shot.get("encryption").asString()).isEmpty();
    assertThat(shot.get("width").asInt()).isGreaterThanOrEqualTo(320);
    assertThat(shot.get("height").asInt()).isGreaterThanOrEqualTo(200);
    assertThat(shot.get("bytes").asLong()).isPositive();
    assertThat(shot.get("milliseconds").asLong()).isNotNegative();
    assertThat(shot.get("desktop").asString()).contains("quantix-lab-a-open");
    String display = address(guest).replace("vnc://", "");
    int port = Integer.parseInt(display.substring(display.indexOf(':') + 1));
    assertThat(screenshot("127.0.0.1::" + port).get("width")).isEqualTo(shot.get("width"));
  }

  @Test
  void aSecureWebSocketIsProvedByTheAuthorityThatIsNamed() throws Exception {
    Certificates authority = new Certificates(folder.resolve("ca"), "Quantix Lab CA");
    authority.sign("proxy", "localhost", "DNS:localhost", 2);
    int port = freePort();
    Process websockify =
        new ProcessBuilder(
                "websockify",
                "--ssl-only",
                "--timeout=300",
                "--cert=" + authority.folder().resolve("proxycert.pem"),
                "--key=" + authority.folder().resolve("proxykey.pem"),
                "127.0.0.1:" + port,
                address(guest).replace("vnc://", ""))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      awaitListening(websockify, port);
      String ca = "--ca=" + authority.folder().resolve("cacert.pem");
      JsonNode shot = screenshot("wss://localhost:" + port + "/", ca);
      assertThat(shot.get("security").asString()).isEqualTo("None");
      assertThat(shot.get("encryption").asString()).startsWith("TLSv1.");
      assertThat(shot.get("desktop").asString()).contains("quantix-lab-a-open");
      Result stranger = run("screenshot", "wss://localhost:" + port + "/", "x.png");
      assertThat(stranger.status()).isEqualTo(1);
      assertThat(stranger.err()).contains("CN=Quantix Lab CA").doesNotContain("\tat ");
      Result other = run("screenshot", "wss://127.0.0.1:" + port + "/", "x.png", ca);
      assertThat(other.status()).isEqualTo(1);
      assertThat(other.err()).contains("is not for 127.0.0.1 but for");
    } finally {
      websockify.destroyForcibly().waitFor();
    }
  }

  /** A port that nobody has, and that the system gives to no outgoing connection. */
  private static int freePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException e) {
        if (attempt == 100) {
          throw e;
        }
      }
    }
  }

  private static void awaitListening(Process server, int port) throws InterruptedException {
    while (true) {
      assertThat(server.isAlive()).isTrue();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
  }

  @Test
  void theEncodingIsTheOneThatWasAskedFor() throws IOException {
    for (String encoding : List.of("Raw", "Hextile", "ZRLE")) {
      JsonNode shot = screenshot(address(guest), "--encoding", encoding.toLowerCase(Locale.ROOT));
      assertThat(shot.get("encodings").toString()).contains(encoding);
    }
    Result wrong = run("screenshot", address(guest), "x.png", "--encoding", "zip");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("'zip'").contains("zrle").contains("copy-rect");
    Result security = run("screenshot", address(guest), "x.png", "--security", "tls");
    assertThat(security.status()).isEqualTo(2);
    assertThat(security.err()).contains("'tls'").contains("none").contains("vnc");
    assertThat(run("screenshot", address(guest), "x.png", "--quality", "11").status()).isEqualTo(2);
  }

  @Test
  void aPasswordComesFromAFile() throws IOException {
    Path right = Files.writeString(folder.resolve("right"), "s3cret\n");
    Path wrong = Files.writeString(folder.resolve("wrong"), "no\n");
    JsonNode shot = screenshot(address(locked), "--password-file", right.toString());
    assertThat(shot.get("security").asString()).isEqualTo("VNC authentication");
    Result refused =
        run("screenshot", address(locked), "x.png", "--password-file", wrong.toString());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("password").doesNotContain("\tat ");
    assertThat(run("screenshot", address(locked), "x.png").status()).isEqualTo(1);
    Result none =
        run("screenshot", address(locked), "x.png", "--password-file", "/nowhere/password");
    assertThat(none.err()).contains("/nowhere/password cannot be read");
    // Nothing of it is allowed.
    assertThat(
            run(
                    "screenshot",
                    address(locked),
                    "x.png",
                    "--security",
                    "none",
                    "--password-file",
                    right.toString())
                .status())
        .isEqualTo(1);
  }

  @Test
  void theOptionsAreForVmsToo() throws IOException {
    Path file = folder.resolve("vm.png");
    Result vm =
        raw(
            "--connect",
            LAB.uri(),
            "screenshot",
            guest.name(),
            file.toString(),
            "--json",
            "--encoding=hextile");
    assertThat(vm.status()).describedAs(vm.err()).isZero();
    assertThat(vm.out()).contains("Hextile");
    assertThat(raw("-c", LAB.uri(), "screenshot", guest.name(), "x", "--proxy=socks5://x").err())
        .contains("--proxy is for addresses");
  }

  private static Result raw(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = QuantixCommand.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(status, out.toString(), err.toString());
  }

  @Test
  void keysGoToAnAddress() {
    guest.awaitReady(Duration.ofMinutes(2));
    assertThat(run("type", address(guest), "Over an address\\n").status()).isZero();
    guest.awaitSerial("Over an address", Duration.ofMinutes(1));
    assertThat(run("keys", address(guest), "ctrl+c").status()).isZero();
  }

  @Test
  void theExitStatusTellsWhatWentWrong() throws IOException {
    int unused = freePort();
    for (String command : List.of("type", "keys", "screenshot")) {
      Result none = run(command, "vnc://127.0.0.1:" + unused, "a");
      assertThat(none.status()).isEqualTo(3);
      assertThat(none.err()).contains("127.0.0.1:" + unused + ": the connection was refused");
      Result wrong = run(command, "vnc://127.0.0.1:x", "a");
      assertThat(wrong.status()).isEqualTo(2);
      assertThat(wrong.err()).contains("the port \"x\" is no number; right is vnc://");
    }
    Result proxy = run("keys", "vnc://far:1", "a", "--proxy", "socks5://127.0.0.1:" + unused);
    assertThat(proxy.status()).isEqualTo(3);
    assertThat(proxy.err()).contains("the SOCKS 5 proxy 127.0.0.1:" + unused);
    assertThat(run("screenshot", "vnc://far:1").status()).isEqualTo(2);
  }

  @Test
  void aServerConnectsToUs() throws Exception {
    int port = freePort();
    Path file = folder.resolve("reverse.png");
    Result[] result = new Result[1];
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> result[0] = run("screenshot", file.toString(), "--json", "--listen=" + port));
    // QEMU gives up where nobody listens yet.
    while (waiting.isAlive()) {
      Process qemu =
          new ProcessBuilder(
                  "qemu-system-x86_64",
                  "-name",
                  "quantix-lab-a-reverse",
                  "-machine",
                  "pc,accel=tcg",
                  "-m",
                  "16",
                  "-display",
                  "none",
                  "-vnc",
                  "127.0.0.1:" + port + ",reverse=on")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        while (qemu.isAlive() && waiting.isAlive()) {
          waiting.join(50);
        }
      } finally {
        qemu.destroyForcibly().waitFor();
      }
    }
    assertThat(result[0].status()).describedAs(result[0].err()).isZero();
    assertThat(result[0].out()).contains("quantix-lab-a-reverse");
    assertThat(Files.exists(file)).isTrue();
  }
}
