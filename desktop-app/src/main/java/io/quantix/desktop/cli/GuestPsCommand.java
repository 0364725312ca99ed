package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.ListProcessesResponse;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quantix guest ps}: the processes of a guest. */
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.ps.description}")
final class GuestPsCommand extends GuestVmCommand {
  @Option(names = "--filter", paramLabel = "TEXT", description = "${bundle:cli.guest.filter}")
  String filter = "";

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, InterruptedException {
    ListProcessesResponse found = guest.processes().list(filter, false, 0);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(
          out,
          to -> {
            to.writeStartArray();
            found.getProcessesList().forEach(process -> GuestJson.process(to, process));
            to.writeEndArray();
          });
      return ExitStatus.DONE;
    }
    GuestTable table =
        new GuestTable(
            ">PID",
            Texts.text("cli.guest.ps.user"),
            ">CPU",
            ">" + Texts.text("cli.guest.ps.memory"),
            Texts.text("cli.guest.ps.state"),
            Texts.text("cli.guest.ps.command"));
    for (ProcessInfo process : found.getProcessesList()) {
      table.row(
          Integer.toUnsignedString(process.getPid()),
          process.getUser(),
          String.format(Locale.ROOT, "%.1f %%", process.getCpuPercent()),
          GuestTable.size(process.getMemoryBytes()),
          GuestJson.word(process.getState().name(), "PROCESS_STATE_"),
          process.getCommandLine().isEmpty()
              ? "[" + process.getName() + "]"
              : process.getCommandLine());
    }
    table.print(out);
    return ExitStatus.DONE;
  }
}
