package io.quantix.desktop.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings;
import io.quantix.desktop.app.InputSettings;
import io.quantix.desktop.guest.Section;
import io.quantix.desktop.host.DiskImage;
import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.sound.NoSoundException;
import io.quantix.desktop.vm.VmState;
import io.quantix.libvirt.Prompter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The source and the bundle name the same keys. */
class TextsTest {
  private static final Pattern KEY =
      Pattern.compile(
          "[\"{:]((?:app|cli|console|guest|host|serial|vm)\\.[a-z0-9._-]+[a-z0-9])[\"}]");
  private static final Pattern BEGINNING =
      Pattern.compile("\"((?:app|cli|console|guest|host|serial|vm)\\.(?:[a-z-]+\\.)*)\"\\s*\\+");

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }

  /** Keys put together from a constant's name or a choice of a few. */
  private static Set<String> composed() {
    Set<String> keys = new TreeSet<>();
    for (VmCommand command : VmCommand.values()) {
      String name = command.name().toLowerCase(Locale.ROOT);
      keys.add("vm.command." + name);
      keys.add("vm.doing." + name);
      keys.add("host.task." + name);
      keys.add("host.task-failed." + name);
      if (command.losesSomething()) {
        keys.add("vm.confirm." + name + ".title");
        keys.add("vm.confirm." + name + ".loss");
      }
    }
    for (DiskImage.Reason reason : DiskImage.Reason.values()) {
      keys.add("vm.images.kept." + reason.name().toLowerCase(Locale.ROOT));
    }
    for (VmState state : VmState.values()) {
      keys.add("vm.state." + state.name().toLowerCase(Locale.ROOT));
    }
    for (HostState state : HostState.values()) {
      keys.add("app.host." + state.name().toLowerCase(Locale.ROOT));
    }
    for (String column :
        new String[] {
          "name", "state", "cpu", "memory", "vcpus", "size", "address", "host", "autostart"
        }) {
      keys.add("vm.column." + column);
    }
    for (String filter : new String[] {"all", "running", "paused", "off"}) {
      keys.add("app.filter." + filter);
    }
    for (String theme : new String[] {"auto", "light", "dark"}) {
      keys.add("app.theme." + theme);
    }
    for (String empty : new String[] {"no-hosts", "no-match", "no-vms", "disconnected"}) {
      keys.add("app.empty." + empty + ".hint");
    }
    for (String choice : new String[] {"system", "session", "ssh", "tls", "other"}) {
      keys.add("app.add-host." + choice);
    }
    for (String field : new String[] {"address", "name", "user", "proxy", "protection"}) {
      keys.add("app.server." + field);
    }
    for (String protection : new String[] {"any", "encrypted", "verified"}) {
      keys.add("app.server.protection." + protection);
    }
    for (String field : new String[] {"host", "user", "key"}) {
      keys.add("app.add-host." + field);
    }
    for (Prompter.SecretKind kind : Prompter.SecretKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      keys.add("app.prompt." + name);
      keys.add("app.prompt.header." + name);
      if (kind != Prompter.SecretKind.ANSWER) {
        keys.add("app.keyring.label." + name);
      }
    }
    for (Keeping keeping : Keeping.values()) {
      keys.add("app.prompt.keeping." + keeping.name().toLowerCase(Locale.ROOT));
    }
    for (ConsoleSettings.Scaling scaling : ConsoleSettings.Scaling.values()) {
      keys.add("console.scaling." + scaling.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    for (InputSettings.Capture capture : InputSettings.Capture.values()) {
      keys.add("console.capture." + capture.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    for (InputSettings.HostKey key : InputSettings.HostKey.values()) {
      keys.add("console.host-key." + key.name().toLowerCase(Locale.ROOT));
    }
    for (ConsoleSettings.ClipboardPolicy way : ConsoleSettings.ClipboardPolicy.values()) {
      keys.add("console.clipboard." + way.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    for (ConsoleSettings.Quality quality : ConsoleSettings.Quality.values()) {
      keys.add("console.quality." + quality.name().toLowerCase(Locale.ROOT));
    }
    for (NoSoundException.Kind kind : NoSoundException.Kind.values()) {
      keys.add("console.sound." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    for (String figure :
        new String[] {
          "desktop",
          "size",
          "protocol",
          "security",
          "encryption",
          "encodings",
          "latency",
          "throughput",
          "updates-per-second",
          "updates",
          "received",
          "compression"
        }) {
      keys.add("console.info." + figure);
    }
    for (String power : new String[] {"shutdown", "reboot", "reset"}) {
      keys.add("console.power." + power);
    }
    for (String missing : new String[] {"off", "no-channel", "no-agent"}) {
      keys.add("host.guest." + missing + ".hint");
    }
    for (Section section : Section.values()) {
      keys.add("guest.section." + section.name().toLowerCase(Locale.ROOT));
    }
    for (String fact :
        new String[] {
          "hostname", "system", "kernel", "agent", "uptime", "processes", "users", "security"
        }) {
      keys.add("guest.fact." + fact);
    }
    for (String column :
        new String[] {
          "process",
          "pid",
          "user",
          "cpu",
          "memory",
          "command",
          "service",
          "state",
          "start",
          "description",
          "package",
          "version",
          "architecture",
          "size",
          "publisher",
          "name",
          "modified",
          "owner",
          "mode"
        }) {
      keys.add("guest.column." + column);
    }
    for (String action : new String[] {"start", "stop", "restart", "enable", "disable"}) {
      keys.add("guest.service." + action);
    }
    for (String signal : new String[] {"end", "kill"}) {
      keys.add("guest.process." + signal);
      keys.add("guest.process." + signal + ".title");
      keys.add("guest.process." + signal + ".loss");
    }
    for (String way : new String[] {"command", "cloud-init"}) {
      keys.add("guest.install." + way);
    }
    keys.add("app.add-host.system.hint");
    keys.add("app.add-host.session.hint");
    return keys;
  }

  private static Set<String> named() throws IOException {
    Set<String> keys = new TreeSet<>(composed());
    String sources = sources();
    Matcher key = KEY.matcher(sources);
    while (key.find()) {
      keys.add(key.group(1));
    }
    Matcher beginning = BEGINNING.matcher(sources);
    while (beginning.find()) {
      String start = beginning.group(1);
      assertThat(composed()).describedAs("keys of " + start).anyMatch(k -> k.startsWith(start));
    }
    return keys;
  }

  @Test
  void everyKeyThatTheSourceNamesIsInTheBundle() throws IOException {
    assertThat(Texts.bundle().keySet()).containsAll(named());
  }

  @Test
  void everyKeyOfTheBundleIsNamedBySource() throws IOException {
    assertThat(named()).containsAll(Texts.bundle().keySet());
  }

  @Test
  void noTextIsEmptyOrLeavesAPlaceUnfilled() {
    for (String key : Texts.bundle().keySet()) {
      assertThat(Texts.text(key)).describedAs(key).isNotBlank();
      if (Texts.text(key).contains("${")) {
        continue; // filled in by the library of the command line
      }
      assertThat(Texts.text(key, 1, 2, 3, 4, 5))
          .describedAs(key)
          .doesNotContainPattern("\\{\\d\\}");
    }
  }
}
