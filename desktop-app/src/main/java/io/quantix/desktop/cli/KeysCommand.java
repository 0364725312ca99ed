package io.quantix.desktop.cli;

import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncException;
import io.quantix.vnc.input.KeyCombination;
import io.quantix.vnc.input.Keystrokes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix keys}: key combinations. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.keys.description}")
final class KeysCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ScreenOption how = new ScreenOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "${bundle:cli.parameter.screen}")
  String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMBINATION",
      description = "${bundle:cli.keys.combination}")
  List<String> combinations = List.of();

  @Override
  public Integer call()
      throws NoConnectionException,
          CommandFailedException,
          LibvirtException,
          VncException,
          InterruptedException {
    List<Keystrokes> strokes = new ArrayList<>();
    for (String combination : combinations) {
      try {
        strokes.add(Keystrokes.of(KeyCombination.parse(combination)));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    try (Screen screen = Screen.open(quantix.host, how, name)) {
      for (Keystrokes each : strokes) {
        each.send(screen.session(), Keystrokes.PAUSE);
      }
      Thread.sleep(TypeCommand.LAST_KEYS_MILLIS);
    }
    return ExitStatus.DONE;
  }
}
