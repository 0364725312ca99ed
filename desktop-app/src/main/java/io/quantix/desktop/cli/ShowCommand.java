package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.xml.DomainDescription;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix show}: one VM in detail. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.show.description}")
final class ShowCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "${bundle:cli.parameter.name}")
  String name = "";

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  public Integer call() throws NoConnectionException, CommandFailedException, LibvirtException {
    DomainSummary vm;
    try (Connection host = quantix.host.open()) {
      vm = Domains.find(host, name).summary();
    }
    DomainDescription description = DomainDescription.parse(vm.xml());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(
          out,
          generator -> {
            generator.writeStartObject();
            VmJson.common(generator, vm, description);
            VmJson.details(generator, description);
            generator.writeEndObject();
          });
    } else {
      print(out, vm, description);
    }
    return ExitStatus.DONE;
  }

  private static void print(PrintWriter out, DomainSummary vm, DomainDescription description) {
    line(out, "cli.show.name", vm.domain().name());
    line(out, "cli.show.title", description.title());
    line(out, "cli.show.uuid", vm.domain().uuid().toString());
    line(out, "cli.show.id", vm.domain().id().isPresent() ? "" + vm.domain().id().getAsInt() : "-");
    line(out, "cli.show.state", vm.state().state().words());
    line(out, "cli.show.vcpus", description.vcpus() + " / " + description.maxVcpus());
    line(out, "cli.show.memory", description.memoryKib() / 1024 + " MiB");
    line(
        out,
        "cli.show.machine",
        String.join(
            " ",
            description.domainType(),
            description.architecture(),
            description.machine(),
            description.firmware()));
    line(out, "cli.show.os", description.osId());
    line(out, "cli.show.autostart", yesNo(vm.autostart()));
    line(out, "cli.show.persistent", yesNo(vm.persistent()));
    line(out, "cli.show.saved", yesNo(vm.managedSave()));
    for (var disk : description.disks()) {
      line(
          out,
          "cli.show.disk",
          String.join(
              " ",
              disk.target(),
              disk.device(),
              disk.format(),
              disk.source().isEmpty() ? Texts.text("cli.show.no-medium") : disk.source()));
    }
    for (var nic : description.interfaces()) {
      line(
          out,
          "cli.show.interface",
          String.join(" ", nic.mac(), nic.model(), nic.type(), nic.source()));
    }
    for (var graphics : description.graphics()) {
      String where =
          graphics
              .socket()
              .orElseGet(() ->
                  graphics.port().isPresent()
                      ? graphics.listen() + ":" + graphics.port().getAsInt()
                      : "");
      line(out, "cli.show.graphics", graphics.type() + " " + where);
    }
  }

  private static String yesNo(boolean value) {
    return Texts.text(value ? "cli.yes" : "cli.no");
  }

  private static void line(PrintWriter out, String key, String value) {
    if (!value.isBlank()) {
      out.println(
          String.format(
              Locale.ROOT,
              "%-12s %s",
              Texts.text(key) + ":",
              Printable.line(value.strip().replaceAll(" +", " "))));
    }
  }
}
