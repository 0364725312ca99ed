package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.ServiceAction;
import io.quantix.agent.protocol.message.ServiceInfo;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code quantix guest services}: the services of a guest, listed or one of them changed. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.services.description}")
final class GuestServicesCommand extends GuestVmCommand {
  @Parameters(
      index = "1..2",
      arity = "0..2",
      paramLabel = "ACTION SERVICE",
      hideParamSyntax = true,
      description = "${bundle:cli.guest.services.action}")
  List<String> change = List.of();

  @Option(names = "--filter", paramLabel = "TEXT", description = "${bundle:cli.guest.filter}")
  String filter = "";

  @Option(names = "--all", description = "${bundle:cli.guest.services.all}")
  boolean all;

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, InterruptedException {
    if (!change.isEmpty()) {
      print(List.of(guest.processes().control(change.getLast(), action())));
    } else {
      print(guest.processes().services(filter, all).getServicesList());
    }
    return ExitStatus.DONE;
  }

  @Override
  void check() {
    if (!change.isEmpty()) {
      action();
    }
  }

  private ServiceAction action() {
    if (change.size() == 2) {
      for (ServiceAction each : ServiceAction.values()) {
        if (each.name().equalsIgnoreCase(change.getFirst()) && each != ServiceAction.UNRECOGNIZED) {
          return each;
        }
      }
    }
    throw new ParameterException(
        spec.commandLine(), Texts.text("cli.error.service-action", String.join(" ", change)));
  }

  private void print(List<ServiceInfo> services) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(
          out,
          to -> {
            to.writeStartArray();
            services.forEach(service -> GuestJson.service(to, service));
            to.writeEndArray();
          });
      return;
    }
    GuestTable table =
        new GuestTable(
            Texts.text("cli.guest.services.name"),
            Texts.text("cli.guest.services.state"),
            Texts.text("cli.guest.services.start"),
            Texts.text("cli.guest.services.what"));
    for (ServiceInfo service : services) {
      table.row(
          service.getName(),
          GuestJson.word(service.getState().name(), "SERVICE_STATE_"),
          GuestJson.word(service.getStartType().name(), "SERVICE_START_TYPE_"),
          service.getDescription());
    }
    table.print(out);
  }
}
