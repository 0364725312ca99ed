package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import java.util.List;

/**
 * Upload and download of a volume, our client beside virsh, over a UNIX socket and over SSH on
 * loopback.
 *
 * <pre>benchmarks/run volume [MIB [ROUNDS]]</pre>
 */
public final class VolumeBenchmark {
  private VolumeBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int mib = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    try (LabHost lab = LabHost.create()) {
      lab.start();
      try (SshServer server = SshServer.start(lab);
          Volumes volumes = Volumes.on(lab, mib)) {
        compare("UNIX socket", lab.uri(), volumes, mib, rounds);
        compare(
            "SSH on loopback", SshUris.socket(server, server.port(), lab), volumes, mib, rounds);
      }
    }
  }

  private static void compare(String way, String uri, Volumes volumes, int mib, int rounds)
      throws Exception {
    // Uploads first, so that what is downloaded is noise.
    report(
        "volume upload, " + mib + " MiB, " + way,
        mib,
        rounds,
        () -> volumes.upload(uri),
        () -> volumes.virshUpload(uri));
    Volumes.same(volumes.source(), volumes.stored());
    report(
        "volume download, " + mib + " MiB, " + way,
        mib,
        rounds,
        () -> volumes.download(uri),
        () -> volumes.virshDownload(uri));
    Volumes.same(volumes.source(), volumes.target());
  }

  private static void report(
      String what, int mib, int rounds, Contender.Work ours, Contender.Work virsh)
      throws Exception {
    SideBySide measured =
        SideBySide.measure(
            what,
            List.of("MiB/s"),
            1,
            rounds,
            List.of(Contender.rate("Quantix", mib, ours), Contender.rate("virsh", mib, virsh)));
    System.out.print(measured.table());
    Figures.of(measured, what, 0, "MiB/s").atLeast(1, 1.0);
  }
}
