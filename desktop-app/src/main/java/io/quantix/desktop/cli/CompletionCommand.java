package io.quantix.desktop.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quantix completion}: a script that completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.completion.description}")
final class CompletionCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(
      paramLabel = "SHELL",
      description = "${bundle:cli.completion.shell}",
      defaultValue = "bash")
  Shell shell = Shell.BASH;

  @Override
  public void run() {
    String script = AutoComplete.bash("quantix", spec.root().commandLine());
    // zsh runs the same script through its bash emulation.
    spec.commandLine()
        .getOut()
        .println(
            shell == Shell.ZSH
                ? "autoload -U +X compinit && compinit\n"
                    + "autoload -U +X bashcompinit && bashcompinit\n"
                    + script
                : script);
  }
}
