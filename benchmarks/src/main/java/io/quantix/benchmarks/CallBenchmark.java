package io.quantix.benchmarks;

import com.sun.management.ThreadMXBean;
import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.Libvirt;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.libvirt.Connect;

/**
 * Connections and small calls in a warm JVM, our client beside libvirt-java: connect and close,
 * calls of 16 threads on one connection, and the time of one call with what it allocates, over a
 * UNIX socket and over SSH. The call is virDomainGetInfo.
 *
 * <p>Bytes allocated are those of all threads of the JVM together, readers and writers included
 * ({@link ThreadMXBean#getTotalThreadAllocatedBytes}); libvirt's own memory is not in them.
 *
 * <pre>benchmarks/run call [ROUNDS]</pre>
 */
public final class CallBenchmark {
  private static final int CONNECTS = 50;
  private static final int CALLS = 4_000;
  private static final int THREADS = 16;

  private CallBenchmark() {}

  /** A call that gives something that can be compared. */
  @FunctionalInterface
  private interface Call {
    long run() throws Exception;
  }

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 21;
    try (LabHost lab = LabHost.create()) {
      lab.start();
      lab.defineMany(1, false);
      connects(lab.uri(), rounds);
      threads(lab.uri(), rounds);
      one("UNIX socket", lab.uri(), rounds);
      try (SshServer server = SshServer.start(lab)) {
        one("SSH on loopback", SshUris.any(server, server.port(), lab), rounds);
      }
    }
  }

  private static void connects(String uri, int rounds) throws Exception {
    SideBySide measured =
        SideBySide.measure(
            "Connect and close, warm, " + CONNECTS + " times",
            List.of("ms each"),
            20,
            rounds,
            List.of(
                Contender.timed("Quantix", CONNECTS, () -> ours(uri)),
                Contender.timed("libvirt-java", CONNECTS, () -> peer(uri))));
    System.out.print(measured.table());
    Figures.of(measured, "connect and close, warm", 0, "ms").below(1, 1);
  }

  private static long ours(String uri) throws Exception {
    for (int i = 0; i < CONNECTS; i++) {
      Libvirt.connect(uri, ConnectOptions.defaults()).close();
    }
    return CONNECTS;
  }

  private static long peer(String uri) throws Exception {
    for (int i = 0; i < CONNECTS; i++) {
      new Connect(uri).close();
    }
    return CONNECTS;
  }

  private static void threads(String uri, int rounds) throws Exception {
    Connect connect = new Connect(uri);
    try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults());
        ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      Domain ours = connection.domains().getFirst();
      org.libvirt.Domain peer = connect.listAllDomains(0)[0];
      int calls = 2 * CALLS;
      SideBySide measured =
          SideBySide.measure(
              calls + " calls of " + THREADS + " threads on one connection",
              List.of("calls/s"),
              10,
              rounds,
              List.of(
                  Contender.rate("Quantix", calls, () -> all(pool, calls, () -> info(ours))),
                  Contender.rate("libvirt-java", calls, () -> all(pool, calls, () -> info(peer)))));
      System.out.print(measured.table());
      Figures.of(measured, "calls of " + THREADS + " threads", 0, "calls/s").atLeast(1, 1.0);
    } finally {
      connect.close();
    }
  }

  private static long all(ExecutorService pool, int calls, Call call) throws Exception {
    Callable<Long> share =
        () -> {
          long sum = 0;
          for (int i = 0; i < calls / THREADS; i++) {
            sum += call.run();
          }
          return sum;
        };
    long sum = 0;
    for (Future<Long> each : pool.invokeAll(java.util.Collections.nCopies(THREADS, share))) {
      sum += each.get();
    }
    return sum;
  }

  private static void one(String way, String uri, int rounds) throws Exception {
    Connect connect = new Connect(uri);
    try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults())) {
      Domain ours = connection.domains().getFirst();
      org.libvirt.Domain peer = connect.listAllDomains(0)[0];
      SideBySide measured =
          SideBySide.measure(
              CALLS + " calls one after the other, " + way,
              List.of("µs p50", "µs p99", "bytes allocated"),
              10,
              rounds,
              List.of(
                  new Contender("Quantix", () -> each(() -> info(ours))),
                  new Contender("libvirt-java", () -> each(() -> info(peer)))));
      System.out.print(measured.table());
      Figures.of(measured, "one small call, p50, " + way, 0, "µs").atMost(1, 1.0);
      Figures.of(measured, "one small call, p99, " + way, 1, "µs").atMost(1, 1.0);
      Figures allocated = Figures.of(measured, "allocated by it, " + way, 2, "bytes");
      if (way.startsWith("UNIX")) {
        allocated.below(1, 2048);
      } else {
        allocated.noAim(1);
      }
    } finally {
      connect.close();
    }
  }

  private static Contender.Measured each(Call call) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] nanos = new long[CALLS];
    long sum = 0;
    long allocated = threads.getTotalThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      long before = System.nanoTime();
      sum += call.run();
      nanos[i] = System.nanoTime() - before;
    }
    allocated = threads.getTotalThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos);
    return Contender.Measured.of(
        sum, nanos[CALLS / 2] / 1e3, nanos[CALLS * 99 / 100] / 1e3, (double) allocated / CALLS);
  }

  private static long info(Domain domain) throws Exception {
    return domain.info().memoryKib();
  }

  private static long info(org.libvirt.Domain domain) throws Exception {
    return domain.getInfo().memory;
  }
}
