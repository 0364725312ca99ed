package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.libvirt.Connect;

/**
 * The first connection of a fresh JVM with its default flags, over a UNIX socket, from the call to
 * its return, loading of classes and libraries included: our client beside libvirt-java. Once more
 * with an archive of classes and profiles (JEP 483, 514 and 515) for each, as Quantix is shipped.
 *
 * <pre>benchmarks/run first-connect [ROUNDS]</pre>
 */
public final class FirstConnectBenchmark {
  private FirstConnectBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    if (args.length > 1) {
      System.out.println(connect(args[0], args[1]));
      return;
    }
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 21;
    Path folder = Files.createTempDirectory("quantix-lab-first");
    try (LabHost host = LabHost.create()) {
      host.start();
      String uri = host.uri();
      compare("first connect in a fresh JVM", true, uri, rounds, List.of(), List.of());
      Path ours = folder.resolve("quantix.aot");
      Path peer = folder.resolve("libvirt-java.aot");
      child("ours", uri, List.of("-XX:AOTCacheOutput=" + ours));
      child("peer", uri, List.of("-XX:AOTCacheOutput=" + peer));
      compare(
          "the same with an archive of classes",
          false,
          uri,
          rounds,
          List.of("-XX:AOTCache=" + ours),
          List.of("-XX:AOTCache=" + peer));
    } finally {
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  private static void compare(
      String what, boolean aim, String uri, int rounds, List<String> ours, List<String> peer)
      throws Exception {
    SideBySide measured =
        SideBySide.measure(
            what,
            List.of("ms"),
            2,
            rounds,
            List.of(
                new Contender("Quantix", () -> child("ours", uri, ours)),
                new Contender("libvirt-java", () -> child("peer", uri, peer))));
    System.out.print(measured.table());
    Figures figures = Figures.of(measured, what, 0, "ms");
    if (aim) {
      figures.atMost(1, 0.3);
    } else {
      figures.noAim(1);
    }
  }

  private static Contender.Measured child(String who, String uri, List<String> flags)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    // Else the peer's time has a warning's in it.
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(FirstConnectBenchmark.class.getName(), who, uri));
    Process java = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines;
    try (var out = java.inputReader(StandardCharsets.UTF_8)) {
      lines = out.lines().toList();
    }
    if (java.waitFor() != 0 || lines.isEmpty()) {
      throw new IOException(String.join(" ", words) + " ended with " + java.exitValue());
    }
    return Contender.Measured.of(1, Double.parseDouble(lines.getFirst()));
  }

  private static double connect(String who, String uri) throws Exception {
    long before = System.nanoTime();
    if (who.equals("ours")) {
      try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults())) {
        long after = System.nanoTime();
        connection.hostname();
        return (after - before) / 1e6;
      }
    }
    Connect connect = new Connect(uri);
    long after = System.nanoTime();
    connect.getHostName();
    connect.close();
    return (after - before) / 1e6;
  }
}
