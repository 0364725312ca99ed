package io.quantix.benchmarks;

import io.quantix.lab.DelayingProxy;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.libvirt.Connect;

/**
 * List, state and XML of all domains of a host that is 20 ms away (a round trip), on a connection
 * that is there: our client beside libvirt-java, one domain after the other and with 64 threads.
 *
 * <pre>benchmarks/run far-inventory [DOMAINS [ROUNDS]]</pre>
 */
public final class FarInventoryBenchmark {
  private static final Duration ONE_WAY = Duration.ofMillis(10);
  private static final int THREADS = 64;

  private FarInventoryBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int domains = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Path folder = Files.createTempDirectory("quantix-lab-far");
    Path socket = folder.resolve("socket");
    try (LabHost host = LabHost.create()) {
      host.start();
      host.defineMany(domains, false);
      try (DelayingProxy proxy = DelayingProxy.toSocket(socket, host.socket(), ONE_WAY)) {
        String uri = host.uri().replace(host.socket().toString(), proxy.socket().toString());
        compare(uri, domains, rounds);
      }
    } finally {
      Files.delete(folder);
    }
  }

  private static void compare(String uri, int domains, int rounds) throws Exception {
    Connect connect = new Connect(uri);
    try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults())) {
      String what = "list, state, XML of " + domains + ", 20 ms round trip";
      SideBySide measured =
          SideBySide.measure(
              what,
              2,
              rounds,
              List.of(
                  Contender.timed("Quantix", () -> connection.inventory().size()),
                  Contender.timed("libvirt-java one by one", () -> Native.inventory(connect)),
                  Contender.timed(
                      "libvirt-java with " + THREADS + " threads",
                      () -> Native.inventory(connect, THREADS))));
      System.out.print(measured.table());
      Figures figures = Figures.of(measured, what, 0, "ms");
      figures.atMost(1, 0.02);
      figures.atMost(2, 0.5);
    } finally {
      connect.close();
    }
  }
}
