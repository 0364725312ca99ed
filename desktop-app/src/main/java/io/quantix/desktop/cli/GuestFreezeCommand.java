package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.QuiesceResponse;
import io.quantix.agent.protocol.message.ThawResponse;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quantix guest freeze}: holds a guest's file systems still, for a copy of its disks. */
@Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.freeze.description}")
final class GuestFreezeCommand extends GuestVmCommand {
  @Option(names = "--mount", paramLabel = "PATH", description = "${bundle:cli.guest.freeze.mount}")
  List<String> mounts = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "${bundle:cli.guest.freeze.timeout}")
  int timeout;

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, InterruptedException {
    QuiesceResponse answer =
        guest.storage().freeze(mounts, Duration.ofSeconds(Math.max(0, timeout)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(
          out,
          to -> {
            to.writeStartObject();
            GuestJson.texts(to, "frozen", answer.getFrozenList());
            GuestJson.texts(to, "skipped", answer.getSkippedList());
            to.writeNumberProperty("thawsInMilliseconds", answer.getThawsInMs());
            to.writeEndObject();
          });
      return ExitStatus.DONE;
    }
    answer
        .getFrozenList()
        .forEach(each -> out.println(Texts.text("cli.guest.freeze.frozen", GuestText.line(each))));
    if (answer.getThawsInMs() > 0) {
      out.println(Texts.text("cli.guest.freeze.until", answer.getThawsInMs() / 1000));
    }
    return ExitStatus.DONE;
  }

  /** {@code quantix guest thaw}: lets them go. */
  @Command(
      name = "thaw",
      mixinStandardHelpOptions = true,
      description = "${bundle:cli.guest.thaw.description}")
  static final class Thaw extends GuestVmCommand {
    @Option(names = "--json", description = "${bundle:cli.option.json}")
    boolean json;

    @Override
    int ask(Guest guest) throws AgentException, InterruptedException {
      ThawResponse answer = guest.storage().thaw();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        Json.print(
            out,
            to -> {
              to.writeStartObject();
              GuestJson.texts(to, "thawed", answer.getThawedList());
              to.writeBooleanProperty("wasThawedByItself", answer.getWasThawedByWatchdog());
              to.writeEndObject();
            });
      } else {
        answer
            .getThawedList()
            .forEach(
                each -> out.println(Texts.text("cli.guest.thaw.thawed", GuestText.line(each))));
      }
      if (answer.getWasThawedByWatchdog()) {
        spec.commandLine().getErr().println(Texts.text("cli.guest.thaw.by-itself"));
        return ExitStatus.FAILED;
      }
      return ExitStatus.DONE;
    }
  }
}
