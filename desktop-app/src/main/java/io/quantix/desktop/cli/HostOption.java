package io.quantix.desktop.cli;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Prompter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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
    try {
      return Libvirt.connect(
          target,
          ConnectOptions.defaults()
              .withReadOnly(readOnly)
              .withPrompter(batch ? Prompter.none() : TerminalPrompter.ofTerminal()));
    } catch (LibvirtException e) {
      throw new NoConnectionException(target, e);
    }
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
