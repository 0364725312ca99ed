package io.quantix.desktop.cli;

import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.text.Texts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix forget}: removes what the keyring has for a host. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.forget.description}")
final class ForgetCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws KeyringException {
    String uri = quantix.host.resolve();
    quantix.host.keyring().forgetAll(uri);
    spec.commandLine().getOut().println(Texts.text("cli.forget.done", Printable.line(uri)));
    return ExitStatus.DONE;
  }
}
