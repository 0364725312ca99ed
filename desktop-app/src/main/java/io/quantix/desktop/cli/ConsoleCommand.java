package io.quantix.desktop.cli;

import io.quantix.desktop.server.ServerConsole;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.WindowLauncher;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.transport.ReverseConnections;
import io.quantix.vnc.transport.VncAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix console}: the screen of a VM or of another VNC server in a window. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.console.description}")
final class ConsoleCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ScreenOption how = new ScreenOption();

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "" + ReverseConnections.USUAL_PORT,
      description = "${bundle:cli.option.listen}")
  Optional<Integer> listen = Optional.empty();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "${bundle:cli.parameter.screen}")
  Optional<String> name = Optional.empty();

  @Override
  public Integer call() throws NoConnectionException, CommandFailedException, LibvirtException {
    if (name.isPresent() == listen.isPresent()) {
      throw new ParameterException(spec.commandLine(), Texts.text("cli.console.operands"));
    }
    boolean isAddress = name.map(VncAddress::looksLikeOne).orElse(true);
    if (!isAddress) {
      how.checkForVmInWindow();
    }
    Optional<VncAddress> address =
        isAddress ? name.map(how::address) : Optional.<VncAddress>empty();
    if (!WindowLauncher.hasDisplay()) {
      throw new CommandFailedException(Texts.text("cli.error.no-display"), "");
    }
    if (isAddress) {
      WindowLauncher.screen(screen(address));
      return ExitStatus.DONE;
    }
    String uuid;
    try (Connection host = quantix.host.open()) {
      uuid = Domains.find(host, name.orElseThrow()).uuid().toString();
    }
    WindowLauncher.console(quantix.host.resolve(), uuid);
    return ExitStatus.DONE;
  }

  /** Nothing is asked on the terminal: the window asks. */
  private ServerConsole screen(Optional<VncAddress> address) throws CommandFailedException {
    VncOptions options = how.session(VncOptions.defaults(), address, Optional.empty());
    if (address.isEmpty()) {
      return ServerConsole.listening(listen.orElseThrow(), options);
    }
    VncAddress where = address.get();
    return new ServerConsole(
        where.peer(),
        how.user().map(where::withUser).orElse(where),
        how.transport(where, Optional.empty()),
        options,
        Optional.of(new ServerPasswords(quantix.host.keyring(), _ -> {})));
  }
}
