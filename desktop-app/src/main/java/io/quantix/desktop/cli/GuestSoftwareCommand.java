package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.ListInstalledSoftwareResponse;
import io.quantix.agent.protocol.message.SoftwarePackage;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quantix guest software}: what is installed in a guest. */
@Command(
    name = "software",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.software.description}")
final class GuestSoftwareCommand extends GuestVmCommand {
  @Option(names = "--filter", paramLabel = "TEXT", description = "${bundle:cli.guest.filter}")
  String filter = "";

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, InterruptedException {
    ListInstalledSoftwareResponse found = guest.system().software(filter, 0);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(
          out,
          to -> {
            to.writeStartArray();
            found.getPackagesList().forEach(each -> GuestJson.software(to, each));
            to.writeEndArray();
          });
      return ExitStatus.DONE;
    }
    GuestTable table =
        new GuestTable(
            Texts.text("cli.guest.software.name"),
            Texts.text("cli.guest.software.version"),
            Texts.text("cli.guest.software.architecture"),
            ">" + Texts.text("cli.guest.software.size"));
    for (SoftwarePackage each : found.getPackagesList()) {
      table.row(
          each.getName(),
          each.getVersion(),
          each.getArchitecture(),
          GuestTable.size(each.getSizeBytes()));
    }
    table.print(out);
    return ExitStatus.DONE;
  }
}
