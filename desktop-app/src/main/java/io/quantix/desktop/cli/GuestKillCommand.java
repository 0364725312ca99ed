package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestProcesses;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code quantix guest kill}: a signal to processes of a guest. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.kill.description}")
final class GuestKillCommand extends GuestVmCommand {
  // As Linux numbers them on every processor that QEMU runs but MIPS and SPARC.
  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "HUP", 1, "INT", 2, "QUIT", 3, "KILL", 9, "USR1", 10, "USR2", 12, "TERM", 15, "CONT", 18,
          "STOP", 19, "TSTP", 20);
  private static final int LAST_SIGNAL = 64;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PID",
      description = "${bundle:cli.guest.kill.pid}")
  List<Integer> pids = List.of();

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "${bundle:cli.guest.kill.signal}")
  String signal = "TERM";

  @Override
  int ask(Guest guest) throws InterruptedException {
    int number = number();
    int status = ExitStatus.DONE;
    for (int pid : pids) {
      try {
        guest.processes().signal(pid, number);
      } catch (AgentException e) {
        status = Math.max(status, Failures.print(e, spec.commandLine().getErr()));
      }
    }
    return status;
  }

  @Override
  void check() {
    number();
  }

  private int number() {
    String name = signal.toUpperCase(Locale.ROOT);
    Integer known = SIGNALS.get(name.startsWith("SIG") ? name.substring(3) : name);
    if (known != null) {
      return known;
    }
    try {
      int number = Integer.parseInt(signal);
      if (number >= 1 && number <= LAST_SIGNAL) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ParameterException(
        spec.commandLine(),
        Texts.text("cli.error.bad-signal", signal, String.valueOf(GuestProcesses.KILL)));
  }
}
