package io.quantix.desktop.cli;

import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.keyring.SecretAsker;
import io.quantix.desktop.keyring.SecretMemory;
import io.quantix.desktop.keyring.SystemKeyring;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.transport.VncAddress;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Which host a command talks to. */
final class HostOption {
  private static final List<Path> SYSTEM_SOCKETS =
      List.of(Path.of("/var/run/libvirt/virtqemud-sock"), Path.of("/var/run/libvirt/libvirt-sock"));

  @Option(
      names = {"-c", "--connect"},
      paramLabel = "URI",
      scope = ScopeType.INHERIT,
      description = "${bundle:cli.option.connect}")
  Optional<String> uri = Optional.empty();

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "${bundle:cli.option.debug}")
  boolean debug;

  @Option(names = "--batch", scope = ScopeType.INHERIT, description = "${bundle:cli.option.batch}")
  boolean batch;

  @Option(
      names = "--remember",
      scope = ScopeType.INHERIT,
      description = "${bundle:cli.option.remember}")
  boolean remember;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  /**
   * The URI asked for: the option, else QUANTIX_CONNECT, else libvirt's own LIBVIRT_DEFAULT_URI,
   * else the system's daemon if this user may talk to it, else the user's own.
   */
  String resolve() {
    return uri.or(() -> environment("QUANTIX_CONNECT"))
        .or(() -> environment("LIBVIRT_DEFAULT_URI"))
        .orElseGet(() ->
            SYSTEM_SOCKETS.stream().anyMatch(Files::isWritable)
                    || System.getProperty("user.name").equals("root")
                ? "qemu:///system"
                : "qemu:///session");
  }

  /** Connects to it. */
  Connection open() throws NoConnectionException {
    return open(false);
  }

  /** Connects to it, for reading alone if that is all that is allowed. */
  Connection open(boolean readOnly) throws NoConnectionException {
    String target = resolve();
    if (target.contains("://") && VncAddress.looksLikeOne(target)) {
      throw new NoConnectionException(
          Texts.text("cli.connect.vnc", target), Texts.text("cli.connect.vnc.hint", target));
    }
    // The keyring may take its time, which is no part of connecting.
    Deque<Runnable> afterwards = new ArrayDeque<>();
    try (SecretMemory secrets =
        new SecretMemory(keyring(), asker(), afterwards::add, this::notDone)) {
      try {
        return Libvirt.connect(
            target,
            ConnectOptions.defaults()
                .withReadOnly(readOnly)
                .withPrompter(secrets.prompter(target)));
      } finally {
        afterwards.forEach(Runnable::run);
      }
    } catch (LibvirtException e) {
      throw new NoConnectionException(target, e);
    }
  }

  /** The terminal, if there is one and it may be used to ask. */
  Optional<Console> terminal() {
    return batch ? Optional.empty() : TerminalAsker.terminalHere();
  }

  private SecretAsker asker() {
    return new TerminalAsker(
        terminal(), command.commandLine().getErr(), remember ? Keeping.KEYRING : Keeping.NOT);
  }

  private void notDone(KeyringException failure) {
    String words = Texts.text("cli.keyring.not-done", String.valueOf(failure.getMessage()));
    command.commandLine().getErr().println("quantix: " + Printable.message(words));
  }

  /** The keyring; it shows no window for who has none, or wants none. */
  Keyring keyring() {
    boolean seen =
        environment("DISPLAY").or(() -> environment("WAYLAND_DISPLAY")).isPresent()
            && TerminalAsker.terminalHere().isPresent();
    return new SystemKeyring(seen && !batch);
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
