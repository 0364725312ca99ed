package io.quantix.desktop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line against a real daemon, beside virsh. */
class CommandLineTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private static Result raw(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = QuantixCommand.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(status, out.toString(), err.toString());
  }

  private static Result run(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "--connect";
    all[1] = LAB.uri();
    System.arraycopy(args, 0, all, 2, args.length);
    return raw(all);
  }

  private static JsonNode json(Result result) {
    assertThat(result.status()).describedAs(result.err()).isZero();
    return JsonMapper.shared().readTree(result.out());
  }

  @Test
  void listAgreesWithVirshInEveryState() {
    LabGuest running = LAB.createGuest("quantix-lab-c-running", GuestSpec.tiny());
    LabGuest paused = LAB.createGuest("quantix-lab-c-paused", GuestSpec.tiny());
    LabGuest saved = LAB.createGuest("quantix-lab-c-saved", GuestSpec.tiny());
    LAB.createGuest("quantix-lab-c-off", GuestSpec.tiny());
    running.start();
    paused.start();
    saved.start();
    LAB.virsh("suspend", paused.name());
    LAB.virsh("managedsave", saved.name());
    LAB.virsh("autostart", running.name());
    JsonNode list = json(run("list", "--json"));
    assertThat(list.size()).isEqualTo(4);
    for (JsonNode vm : list) {
      String name = vm.get("name").asString();
      assertThat(vm.get("state").asString()).isEqualTo(LAB.virsh("domstate", name).strip());
      assertThat(vm.get("uuid").asString()).isEqualTo(LAB.virsh("domuuid", name).strip());
      String id = LAB.virsh("domid", name).strip();
      assertThat(vm.get("id").isNull() ? "-" : vm.get("id").asString()).isEqualTo(id);
      assertThat(vm.get("persistent").asBoolean()).isTrue();
      assertThat(vm.get("autostart").asBoolean()).isEqualTo(name.equals(running.name()));
      assertThat(vm.get("managedSave").asBoolean()).isEqualTo(name.equals(saved.name()));
      Result table = run("list");
      assertThat(table.out()).contains(name);
    }
  }

  @Test
  void whatLibvirtItselfDrivesIsAHostToo() {
    JsonNode list = json(raw("--connect", "test:///default", "list", "--json"));
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.get(0).get("name").asString()).isEqualTo("test");
    assertThat(list.get(0).get("state").asString()).isEqualTo("running");
    Result nobody = raw("--batch", "--connect", "esx://someone@127.0.0.1/?no_verify=1", "list");
    assertThat(nobody.status()).isEqualTo(3);
    assertThat(nobody.err()).contains("asks for a name and a password at someone@127.0.0.1");
  }

  @Test
  void anAddressOfAVncServerIsNoHost() {
    Result mistaken = raw("--batch", "--connect", "vnc://127.0.0.1:1", "list");
    assertThat(mistaken.status()).isEqualTo(3);
    assertThat(mistaken.err())
        .contains("vnc://127.0.0.1:1 is the address of a VNC server, not of a host with libvirt")
        .contains("quantix console vnc://127.0.0.1:1");
  }

  @Test
  void aVmIsFoundByNameAndByUuid() {
    LabGuest guest = LAB.createGuest("quantix-lab-c-shown", GuestSpec.tiny());
    JsonNode shown = json(run("show", guest.name(), "--json"));
    assertThat(shown.get("uuid").asString()).isEqualTo(guest.uuid().toString());
    assertThat(shown.get("graphics").get(0).get("type").asString()).isEqualTo("vnc");
    assertThat(json(run("show", guest.uuid().toString(), "--json"))).isEqualTo(shown);
    assertThat(run("show", guest.name()).out()).contains(guest.uuid().toString());
  }

  @Test
  void aNameCannotCommandTheTerminal() throws IOException {
    LabGuest guest = LAB.createGuest("quantix-lab-c-plain", GuestSpec.tiny());
    // U+009B begins a terminal's commands as well as escape and a bracket do.
    String name = "quantix-lab-c-\u009b31mred\u202e";
    Path xml = folder.resolve("domain.xml");
    Files.writeString(
        xml,
        LAB.virsh("dumpxml", guest.name())
            .replaceFirst("<uuid>.*</uuid>", "")
            .replace("<name>" + guest.name(), "<name>" + name));
    LAB.virsh("define", xml.toString());
    assertThat(run("list").out())
        .contains("quantix-lab-c-\\x9b31mred\\u202e")
        .doesNotContain("\u009b", "\u202e");
    assertThat(run("show", name).out()).doesNotContain("\u009b", "\u202e");
    assertThat(json(run("show", name, "--json")).get("name").asString()).isEqualTo(name);
    LAB.virsh("undefine", name);
  }

  @Test
  void lifeCycleFromTheCommandLine() {
    LabGuest guest = LAB.createGuest("quantix-lab-c-life", GuestSpec.tiny());
    assertThat(run("start", guest.name()).status()).isZero();
    assertThat(guest.state()).isEqualTo("running");
    assertThat(run("pause", guest.name()).status()).isZero();
    assertThat(guest.state()).isEqualTo("paused");
    assertThat(run("resume", guest.name()).status()).isZero();
    assertThat(run("save", guest.name()).status()).isZero();
    assertThat(guest.state()).isEqualTo("shut off");
    assertThat(run("start", guest.name()).status()).isZero();
    assertThat(run("reset", guest.name()).status()).isZero();
    assertThat(run("force-off", guest.name()).status()).isZero();
    assertThat(guest.state()).isEqualTo("shut off");
  }

  @Test
  void oneFailureDoesNotKeepTheOthersFromBeingDone() {
    LabGuest guest = LAB.createGuest("quantix-lab-c-one", GuestSpec.tiny());
    Result result = run("start", "quantix-lab-c-none", guest.name());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("quantix-lab-c-none");
    assertThat(guest.state()).isEqualTo("running");
  }

  @Test
  void theExitStatusTellsWhatWentWrong() {
    assertThat(run("show", "quantix-lab-c-none").status()).isEqualTo(1);
    for (String[] wrong :
        new String[][] {
          {"fly"},
          {"start"},
          {"list", "--yaml"},
          {"keys", "x", "ctrl+nonsense"},
          {"picture", "x.png", "--size", "big"},
          {"picture", "x.png", "--view", "moon"},
          {"--connect"},
        }) {
      Result result = raw(wrong);
      assertThat(result.status()).describedAs(String.join(" ", wrong)).isEqualTo(2);
      assertThat(result.err()).startsWith("quantix: ").doesNotContain("Exception");
    }
    Result none = raw("list", "--connect", "qemu:///system?socket=/nowhere/sock");
    assertThat(none.status()).isEqualTo(3);
    assertThat(none.err()).contains("/nowhere/sock").doesNotContain("\tat ");
    assertThat(raw("list", "--connect", "nonsense").status()).isEqualTo(3);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        List.of(
            "list",
            "show",
            "start",
            "shutdown",
            "reboot",
            "reset",
            "force-off",
            "pause",
            "resume",
            "save",
            "console",
            "screenshot",
            "type",
            "keys",
            "watch",
            "picture",
            "completion")) {
      Result help = raw(command, "--help");
      assertThat(help.status()).isZero();
      assertThat(help.out()).contains("Usage: quantix " + command).doesNotContain("bundle:");
    }
    assertThat(raw("--version").out()).contains("Quantix 0.").doesNotContain("$");
    assertThat(raw("completion", "bash").out()).contains("complete -F");
  }

  @Test
  void whatIsTypedIsOnTheScreen() throws IOException {
    LabGuest guest = LAB.createGuest("quantix-lab-c-typed", GuestSpec.tiny());
    guest.start();
    guest.awaitReady(Duration.ofMinutes(2));
    Path before = folder.resolve("before.png");
    Path after = folder.resolve("after.png");
    assertThat(run("screenshot", guest.name(), before.toString()).status()).isZero();
    Result untypable = run("type", guest.name(), "one 漢");
    assertThat(untypable.status()).isEqualTo(2);
    assertThat(untypable.err()).startsWith("quantix: ").contains("漢").doesNotContain("Exception");
    assertThat(run("type", guest.name(), "Hello, World 42!\\n").status()).isZero();
    guest.awaitSerial("Hello, World 42!", Duration.ofMinutes(1));
    assertThat(run("screenshot", guest.name(), after.toString()).status()).isZero();
    assertThat(Files.readAllBytes(after)).isNotEqualTo(Files.readAllBytes(before));
    assertThat(Files.readAllBytes(after)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void aScreenThatIsNotThereSaysWhy() {
    LabGuest off = LAB.createGuest("quantix-lab-c-dark", GuestSpec.tiny());
    String file = folder.resolve("x.png").toString();
    Result result = run("screenshot", off.name(), file);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("is off").contains("quantix start");
    LabGuest blind = LAB.createGuest("quantix-lab-c-blind", GuestSpec.tiny().withoutGraphics());
    blind.start();
    assertThat(run("screenshot", blind.name(), file).err()).contains("no screen");
    assertThat(Files.exists(Path.of(file))).isFalse();
  }

  @Test
  void aPasswordInTheDefinitionOpensTheScreen() {
    LabGuest guest =
        LAB.createGuest("quantix-lab-c-pass", GuestSpec.tiny().withVncPassword("s3cret"));
    guest.start();
    Path file = folder.resolve("pass.png");
    Result result = run("screenshot", guest.name(), file.toString());
    assertThat(result.status()).describedAs(result.err()).isZero();
  }

  @Test
  void watchPrintsEventsUntilTheDaemonGoes() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int[] status = {-1};
    Thread watching =
        Thread.ofPlatform()
            .start(() ->
                status[0] =
                    QuantixCommand.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "watch",
                        "--json",
                        "-c",
                        LAB.uri()));
    LabGuest guest = LAB.createGuest("quantix-lab-c-watched", GuestSpec.tiny());
    for (int i = 0; i < 300 && !out.toString().contains("\"started\""); i++) {
      if (i % 20 == 0) {
        LAB.virsh(i == 0 ? "start" : i % 40 == 0 ? "start" : "destroy", guest.name());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    String line =
        out.toString().lines().filter(l -> l.contains("\"started\"")).findFirst().orElseThrow();
    JsonNode event = JsonMapper.shared().readTree(line);
    assertThat(event.get("event").asString()).isEqualTo("lifecycle");
    assertThat(event.get("name").asString()).isEqualTo(guest.name());
    LAB.killDaemon();
    watching.join(30_000);
    assertThat(status[0]).isEqualTo(3);
    LAB.restartDaemon();
  }
}
