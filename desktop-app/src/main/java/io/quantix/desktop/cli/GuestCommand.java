package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code quantix guest}: what the agent inside a VM is asked to do. */
@Command(
    name = "guest",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.description}",
    subcommands = {
      GuestInfoCommand.class,
      GuestExecCommand.class,
      GuestCopyCommand.class,
      GuestPsCommand.class,
      GuestKillCommand.class,
      GuestServicesCommand.class,
      GuestSoftwareCommand.class,
      GuestShellCommand.class,
      GuestResizeCommand.class,
      GuestClipboardCommand.class,
      GuestFreezeCommand.class,
      GuestFreezeCommand.Thaw.class,
      GuestChannelCommand.class,
    })
final class GuestCommand implements Runnable {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--take-over",
      scope = ScopeType.INHERIT,
      description = "${bundle:cli.guest.take-over}")
  boolean takeOver;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), Texts.text("cli.error.no-guest-command"));
  }
}
