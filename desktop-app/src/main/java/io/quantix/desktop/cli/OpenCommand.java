package io.quantix.desktop.cli;

import io.quantix.desktop.link.Links;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.WindowLauncher;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quantix open}: what a link or a .vv file leads to, in the window that runs. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.open.description}")
final class OpenCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE|LINK", description = "${bundle:cli.open.link}")
  String link = "";

  @Override
  public Integer call() throws CommandFailedException {
    if (link.indexOf('\n') >= 0 || !Links.looksLikeOne(link)) {
      throw new ParameterException(
          spec.commandLine(), Texts.text("app.link.neither", Printable.line(link)));
    }
    if (!WindowLauncher.hasDisplay()) {
      throw new CommandFailedException(Texts.text("cli.error.no-display"), "");
    }
    // The window that runs has another working directory.
    WindowLauncher.link(Links.isFile(link) ? Path.of(link).toAbsolutePath().toString() : link);
    return ExitStatus.DONE;
  }
}
