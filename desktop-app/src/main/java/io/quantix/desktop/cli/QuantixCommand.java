package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quantix} itself: what all commands share, and their list. */
@Command(
    name = "quantix",
    mixinStandardHelpOptions = true,
    versionProvider = QuantixVersion.class,
    description = "${bundle:cli.quantix.description}",
    footer = {
      "",
      "${bundle:cli.quantix.footer.exit}",
      "${bundle:cli.quantix.footer.connect}",
    },
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      LifeCommand.Start.class,
      LifeCommand.Shutdown.class,
      LifeCommand.Reboot.class,
      LifeCommand.Reset.class,
      LifeCommand.ForceOff.class,
      LifeCommand.Pause.class,
      LifeCommand.Resume.class,
      LifeCommand.Save.class,
      ConsoleCommand.class,
      ScreenshotCommand.class,
      TypeCommand.class,
      KeysCommand.class,
      WatchCommand.class,
      VncRecordCommand.class,
      OpenCommand.class,
      PictureCommand.class,
      GuestCommand.class,
      ForgetCommand.class,
      CompletionCommand.class,
    })
public final class QuantixCommand implements Runnable {
  @Mixin HostOption host = new HostOption();
  @Spec CommandSpec spec = CommandSpec.create();
  private final Streams streams;

  QuantixCommand() {
    this(Streams.standard());
  }

  private QuantixCommand(Streams streams) {
    this.streams = streams;
  }

  /** What goes through the program as it is. */
  Streams streams() {
    return streams;
  }

  /** Runs a command line and gives its exit status: 0 done, 1 failed, 2 usage, 3 no connection. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(out, err, Streams.standard(), args);
  }

  /** The same, with other streams for what goes through as it is. */
  static int run(PrintWriter out, PrintWriter err, Streams streams, String... args) {
    CommandLine line =
        new CommandLine(new QuantixCommand(streams))
            .setResourceBundle(Texts.bundle())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(Failures::report)
            .setParameterExceptionHandler(Failures::usage);
    int status = line.execute(args);
    out.flush();
    err.flush();
    return status;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), Texts.text("cli.error.no-command"));
  }
}
