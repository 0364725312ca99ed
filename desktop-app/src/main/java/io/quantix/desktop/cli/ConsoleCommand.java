package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.WindowLauncher;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code quantix console}: a VM's screen in a window. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.console.description}")
final class ConsoleCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();

  @Parameters(paramLabel = "NAME", description = "${bundle:cli.parameter.name}")
  String name = "";

  @Override
  public Integer call() throws NoConnectionException, CommandFailedException, LibvirtException {
    if (!WindowLauncher.hasDisplay()) {
      throw new CommandFailedException(Texts.text("cli.error.no-display"), "");
    }
    String uuid;
    try (Connection host = quantix.host.open()) {
      uuid = Domains.find(host, name).uuid().toString();
    }
    WindowLauncher.console(quantix.host.resolve(), uuid);
    return ExitStatus.DONE;
  }
}
