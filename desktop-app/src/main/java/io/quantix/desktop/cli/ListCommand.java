package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.xml.DomainDescription;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix list}: every VM of the host. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.list.description}")
final class ListCommand implements Callable<Integer> {
  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "${bundle:cli.option.json}")
  boolean json;

  @Override
  public Integer call() throws NoConnectionException, LibvirtException {
    List<DomainSummary> vms;
    try (Connection host = quantix.host.open()) {
      vms =
          host.inventory().stream()
              .sorted(
                  Comparator.comparing(
                      (DomainSummary vm) -> vm.domain().name(), String.CASE_INSENSITIVE_ORDER))
              .toList();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      printJson(out, vms);
    } else {
      printTable(out, vms);
    }
    return ExitStatus.DONE;
  }

  private static void printJson(PrintWriter out, List<DomainSummary> vms) {
    Json.print(
        out,
        generator -> {
          generator.writeStartArray();
          for (DomainSummary vm : vms) {
            generator.writeStartObject();
            VmJson.common(generator, vm, DomainDescription.parse(vm.xml()));
            generator.writeEndObject();
          }
          generator.writeEndArray();
        });
  }

  private static void printTable(PrintWriter out, List<DomainSummary> vms) {
    String nameHead = Texts.text("cli.list.name");
    int width =
        vms.stream().mapToInt(vm -> Printable.line(vm.domain().name()).length()).max().orElse(0);
    String form = "%-6s %-" + Math.max(width, nameHead.length()) + "s  %-12s %5s %11s  %s";
    out.println(
        String.format(
                Locale.ROOT,
                form,
                Texts.text("cli.list.id"),
                nameHead,
                Texts.text("cli.list.state"),
                Texts.text("cli.list.vcpus"),
                Texts.text("cli.list.memory"),
                Texts.text("cli.list.autostart"))
            .stripTrailing());
    for (DomainSummary vm : vms) {
      DomainDescription description = DomainDescription.parse(vm.xml());
      out.println(
          String.format(
                  Locale.ROOT,
                  form,
                  vm.domain().id().isPresent() ? vm.domain().id().getAsInt() : "-",
                  Printable.line(vm.domain().name()),
                  vm.state().state().words(),
                  description.vcpus(),
                  description.memoryKib() / 1024 + " MiB",
                  vm.autostart() ? Texts.text("cli.yes") : "")
              .stripTrailing());
    }
    if (vms.isEmpty()) {
      out.println(Texts.text("cli.list.empty"));
    }
  }
}
