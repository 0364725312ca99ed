package io.quantix.desktop.cli;

import io.quantix.desktop.host.DomainGuests;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix guest add-channel}: gives VMs the channel that an agent needs. */
@Command(
    name = "add-channel",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.channel.description}")
final class GuestChannelCommand implements Callable<Integer> {
  @ParentCommand GuestCommand parent = new GuestCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "${bundle:cli.parameter.names}")
  List<String> names = List.of();

  @Override
  public Integer call() throws NoConnectionException {
    PrintWriter out = spec.commandLine().getOut();
    int status = ExitStatus.DONE;
    try (Connection host = parent.quantix.host.open()) {
      for (String name : names) {
        try {
          Domain domain = Domains.find(host, name);
          String key =
              switch (DomainGuests.addChannel(domain)) {
                case THERE -> "cli.guest.channel.there";
                case NOW -> "cli.guest.channel.now";
                case AT_NEXT_START -> "cli.guest.channel.later";
              };
          out.println(Texts.text(key, Printable.line(domain.name())));
          out.flush();
        } catch (LibvirtException | CommandFailedException e) {
          status = Math.max(status, Failures.print(e, spec.commandLine().getErr()));
        }
      }
    }
    return status;
  }
}
