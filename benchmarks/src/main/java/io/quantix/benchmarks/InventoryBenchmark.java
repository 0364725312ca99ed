package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.HostInventory;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.StatsGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Connect, list, state, XML and statistics of all domains of one host: our client, libvirt-java and
 * virsh, in turn on the same daemon. On libvirt's test driver beside virsh alone.
 *
 * <pre>benchmarks/run inventory [DOMAINS [ROUNDS [test]]]</pre>
 */
public final class InventoryBenchmark {
  private static final Set<StatsGroup> STATS =
      EnumSet.of(StatsGroup.STATE, StatsGroup.CPU, StatsGroup.BALLOON, StatsGroup.VCPU);

  private InventoryBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int domains = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 31;
    boolean onTestDriver = args.length > 2 && args[2].equals("test");
    try (LabHost host = LabHost.create()) {
      host.start();
      host.defineMany(domains, onTestDriver);
      String uri = onTestDriver ? host.testDriverUri() : host.uri();
      String what = "list, state, XML, statistics of " + domains;
      List<Contender> contenders = new ArrayList<>();
      contenders.add(Contender.timed("Quantix", () -> ours(uri)));
      if (!onTestDriver) {
        contenders.add(
            Contender.timed("libvirt-java (info for statistics)", () -> Native.inventory(uri)));
      }
      contenders.add(Contender.timed("virsh", () -> virsh(uri)));
      SideBySide measured =
          SideBySide.measure(
              "Connect; " + what + " domains" + (onTestDriver ? " of the test driver" : ""),
              rounds / 2 + (onTestDriver ? 1 : 5),
              rounds,
              contenders);
      System.out.print(measured.table());
      Figures figures =
          Figures.of(measured, what + (onTestDriver ? " (test driver)" : ""), 0, "ms");
      if (onTestDriver) {
        figures.atMost(1, 0.5);
      } else {
        figures.atMost(1, 0.35);
      }
    }
  }

  private static long ours(String uri) throws Exception {
    try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults())) {
      HostInventory inventory = connection.inventory(STATS);
      int domains = inventory.domains().size();
      if (inventory.statistics().size() != domains) {
        throw new IllegalStateException(
            inventory.statistics().size() + " statistics of " + domains);
      }
      return domains;
    }
  }

  private static long virsh(String uri) throws IOException, InterruptedException {
    Process list = new ProcessBuilder("virsh", "-q", "-c", uri, "list", "--all", "--uuid").start();
    List<String> uuids;
    try (var out = list.inputReader(StandardCharsets.UTF_8)) {
      uuids = out.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
    }
    list.waitFor();
    Process all =
        new ProcessBuilder("virsh", "-q", "-c", uri)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = all.getOutputStream()) {
      StringBuilder commands =
          new StringBuilder("list --all\ndomstats --state --cpu-total --balloon --vcpu\n");
      for (String uuid : uuids) {
        commands.append("dumpxml ").append(uuid).append('\n');
      }
      in.write(commands.toString().getBytes(StandardCharsets.UTF_8));
    }
    if (all.waitFor() != 0) {
      throw new IOException("virsh ended with " + all.exitValue());
    }
    return uuids.size();
  }
}
