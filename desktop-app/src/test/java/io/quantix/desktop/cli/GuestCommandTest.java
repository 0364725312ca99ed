package io.quantix.desktop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code quantix guest} with the agent in a real guest, by libvirt's channel. */
@Timeout(600)
class GuestCommandTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  private static LabGuest guest;

  @TempDir Path folder;

  /** How it ended, what it said, and what went through it. */
  private record Result(int status, String out, String err, String raw, String rawErr) {}

  @BeforeAll
  static void startGuest() throws Exception {
    guest = LAB.createGuest("quantix-lab-inside", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    // The agent comes up some seconds after the guest; until then nobody has the channel open.
    Result first = run("guest", "info", guest.name());
    for (int i = 0; i < 600 && first.status() != 0; i++) {
      assertThat(first.err()).contains("No agent runs in quantix-lab-inside");
      Thread.sleep(200);
      first = run("guest", "info", guest.name());
    }
    assertThat(first.status()).describedAs(first.err()).isZero();
  }

  private static Result run(String... args) {
    return fed("", args);
  }

  private static Result fed(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    ByteArrayOutputStream rawErr = new ByteArrayOutputStream();
    Streams streams =
        new Streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), raw, rawErr);
    String[] all = new String[args.length + 2];
    all[0] = "--connect";
    all[1] = LAB.uri();
    System.arraycopy(args, 0, all, 2, args.length);
    int status = QuantixCommand.run(new PrintWriter(out), new PrintWriter(err), streams, all);
    return new Result(
        status,
        out.toString(),
        err.toString(),
        raw.toString(StandardCharsets.UTF_8),
        rawErr.toString(StandardCharsets.UTF_8));
  }

  private static JsonNode json(Result result) {
    assertThat(result.status()).describedAs(result.err()).isZero();
    return JsonMapper.shared().readTree(result.out());
  }

  @Test
  void infoSaysWhoItIsAndHowItDoes() {
    JsonNode info = json(run("guest", "info", guest.name(), "--json"));
    assertThat(info.path("hostname").asString()).isEqualTo(guest.name());
    assertThat(info.path("agent").path("kind").asString()).isEqualTo("quantix");
    assertThat(info.path("os").path("family").asString()).isEqualTo("linux");
    assertThat(info.path("memory").path("totalBytes").asLong()).isGreaterThan(300L << 20);
    assertThat(info.path("uptimeSeconds").asLong()).isPositive();
    assertThat(info.path("capabilities")).isNotEmpty();
    assertThat(run("guest", "info", guest.name()).out())
        .contains("Host name:   " + guest.name())
        .contains("Agent:       Quantix agent 0.1.0");
  }

  @Test
  void execPassesOutputInputAndStatusThrough() {
    Result result =
        fed(
            "one\ntwo\n",
            "guest",
            "exec",
            guest.name(),
            "--env",
            "GREETING=hello",
            "--directory",
            "/tmp",
            "--",
            "/bin/sh",
            "-c",
            "echo $GREETING; pwd; cat; echo oh >&2; exit 7");
    assertThat(result.raw()).isEqualTo("hello\n/tmp\none\ntwo\n");
    assertThat(result.rawErr()).isEqualTo("oh\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(7);
  }

  @Test
  void execTellsAsJsonWhatACommandDid() {
    JsonNode told =
        json(run("guest", "exec", guest.name(), "--json", "--", "/bin/sh", "-c", "echo a; exit 3"));
    assertThat(told.path("exitCode").asInt()).isEqualTo(3);
    assertThat(told.path("stdout").asString()).isEqualTo("a\n");
    assertThat(told.path("timedOut").asBoolean()).isFalse();
  }

  @Test
  void aCommandThatIsNotThereSaysSoWithItsCode() {
    Result result = run("guest", "exec", guest.name(), "--", "/no/such/thing");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("QXGA-3001").contains("/no/such/thing");
  }

  @Test
  void aFileGoesInAndComesBackAsItWas() throws IOException {
    byte[] content = new byte[3_000_001];
    new Random(1).nextBytes(content);
    Path file = folder.resolve("data ä.bin");
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    Result there = run("guest", "copy", file.toString(), guest.name() + ":/tmp/in.bin");
    assertThat(there.status()).describedAs(there.err()).isZero();
    assertThat(
            run("guest", "exec", guest.name(), "--", "/bin/stat", "-c", "%a", "/tmp/in.bin").raw())
        .isEqualTo("750\n");

    Path back = folder.resolve("back.bin");
    // What a broken copy left is gone on with.
    Files.write(folder.resolve("back.bin.part"), java.util.Arrays.copyOf(content, 1_234_567));
    Result here = run("guest", "copy", "--resume", guest.name() + ":/tmp/in.bin", back.toString());
    assertThat(here.status()).describedAs(here.err()).isZero();
    assertThat(Files.readAllBytes(back)).isEqualTo(content);
    assertThat(folder.resolve("back.bin.part")).doesNotExist();
  }

  @Test
  void aDirectoryIsCopiedWithAllThatIsInIt() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/deep/deeper"));
    Files.writeString(tree.resolve("a.txt"), "a");
    Files.writeString(folder.resolve("tree/b.txt"), "bb");
    String source = folder.resolve("tree").toString();
    Result refused = run("guest", "copy", source, guest.name() + ":/tmp/tree");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("is a directory").contains("--recursive");
    assertThat(run("guest", "copy", "-r", source, guest.name() + ":/tmp/tree").status()).isZero();
    run("guest", "exec", guest.name(), "--", "/bin/ln", "-s", "/etc/passwd", "/tmp/tree/link");

    Path copy = folder.resolve("copy");
    Result here = run("guest", "copy", "-r", guest.name() + ":/tmp/tree", copy.toString());
    assertThat(here.status()).describedAs(here.err()).isZero();
    assertThat(copy.resolve("deep/deeper/a.txt")).hasContent("a");
    assertThat(copy.resolve("b.txt")).hasContent("bb");
    assertThat(copy.resolve("link")).doesNotExist();
    assertThat(here.err()).contains("symbolic link: /tmp/tree/link");
  }

  @Test
  void aProcessIsListedAndEnded() {
    run(
        "guest",
        "exec",
        guest.name(),
        "--",
        "/bin/setsid",
        "/bin/sh",
        "-c",
        "exec sleep 4711 </dev/null >/dev/null 2>&1 &");
    JsonNode found = json(run("guest", "ps", guest.name(), "--filter", "sleep 4711", "--json"));
    JsonNode sleeper =
        StreamSupport.stream(found.spliterator(), false)
            .filter(each -> each.path("commandLine").asString().equals("sleep 4711"))
            .findFirst()
            .orElseThrow();
    assertThat(sleeper.path("user").asString()).isEqualTo("root");
    Result killed =
        run("guest", "kill", guest.name(), sleeper.path("pid").asString(), "--signal", "SIGKILL");
    assertThat(killed.status()).describedAs(killed.err()).isZero();
    Result gone = run("guest", "kill", guest.name(), "999999");
    assertThat(gone.status()).isEqualTo(1);
    assertThat(gone.err()).contains("QXGA-7001");
  }

  @Test
  void whoTalksToTheAgentKeepsItUnlessItIsTakenOver() throws InterruptedException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    int[] status = {-1};
    StringWriter err = new StringWriter();
    Thread running =
        Thread.ofPlatform()
            .start(() ->
                status[0] =
                    QuantixCommand.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        new Streams(
                            new ByteArrayInputStream(new byte[0]),
                            seen,
                            new ByteArrayOutputStream()),
                        "guest",
                        "exec",
                        "-c",
                        LAB.uri(),
                        guest.name(),
                        "--",
                        "/bin/sh",
                        "-c",
                        "echo here; exec sleep 4712"));
    for (int i = 0; i < 600 && seen.size() == 0; i++) {
      Thread.sleep(50);
    }
    Result refused = run("guest", "ps", guest.name());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Another program talks to the agent")
        .contains("QXGA-1006")
        .contains("--take-over");
    Result taken = run("guest", "ps", guest.name(), "--take-over");
    assertThat(taken.status()).describedAs(taken.err()).isZero();
    running.join(60_000);
    assertThat(status[0]).isEqualTo(1);
    // The daemon breaks the stream off, or ends it.
    assertThat(err.toString()).containsAnyOf("QXGA-1003", "QXGA-1005");
  }

  @Test
  void aGuestWithoutServiceManagerSaysSo() {
    assertThat(run("guest", "services", guest.name(), "stop").err()).contains("not stop");
    Result result = run("guest", "services", guest.name(), "stop", "sshd");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("QXGA-7008");
  }

  @Test
  void wrongUsageIsToldBeforeAnythingIsAsked() {
    assertThat(run("guest").err()).contains("quantix guest info NAME");
    Result both = run("guest", "copy", "vm:/a", "other:/b");
    assertThat(both.status()).isEqualTo(2);
    assertThat(both.err()).contains("NAME:/PATH");
    assertThat(run("guest", "copy", "here", "vm:relative").status()).isEqualTo(2);
    Result signal = run("guest", "kill", guest.name(), "1", "--signal", "NOISE");
    assertThat(signal.status()).isEqualTo(2);
    assertThat(signal.err()).contains("NOISE is no signal");
  }

  @Test
  void whatThisGuestLacksSaysSo() {
    // It has no desktop, and no file system that can be frozen.
    assertThat(run("guest", "resize", guest.name(), "1024x768").err()).contains("QXGA-6007");
    assertThat(run("guest", "clipboard", guest.name()).err()).contains("QXGA-6007");
    Result thaw = run("guest", "thaw", guest.name());
    assertThat(thaw.status()).isEqualTo(1);
    assertThat(thaw.err()).contains("QXGA-5008");
    assertThat(run("guest", "resize", guest.name(), "large").status()).isEqualTo(2);
  }

  @Test
  void aVmThatIsOffSaysThatItIs() {
    LabGuest off = LAB.createGuest("quantix-lab-inside-off", GuestSpec.tiny());
    Result result = run("guest", "info", off.name());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("is off").contains("Start it");
  }

  @Test
  void aChannelIsAddedToWhoLacksIt() {
    LabGuest bare = LAB.createGuest("quantix-lab-inside-bare", GuestSpec.tiny().withoutGraphics());
    String channel =
        "<channel type='unix'><target type='virtio' name='org.limiquantix.agent.0'/></channel>";
    Path xml = folder.resolve("channel.xml");
    try {
      Files.writeString(xml, channel);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    LAB.virsh("detach-device", bare.name(), xml.toString(), "--config");
    bare.start();
    assertThat(run("guest", "info", bare.name()).err())
        .contains("has no channel for a guest agent");
    Result added = run("guest", "add-channel", bare.name());
    assertThat(added.out()).contains("has the channel now");
    assertThat(LAB.virsh("dumpxml", bare.name())).contains("org.limiquantix.agent.0");
    assertThat(LAB.virsh("dumpxml", "--inactive", bare.name())).contains("org.limiquantix.agent.0");
    assertThat(run("guest", "add-channel", bare.name()).out()).contains("had the channel already");
    assertThat(run("guest", "info", bare.name()).err()).contains("No agent runs");
  }
}
