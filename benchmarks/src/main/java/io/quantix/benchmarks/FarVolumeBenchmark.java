package io.quantix.benchmarks;

import io.quantix.lab.DelayingProxy;
import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * Download of a volume over SSH from a host that is 20 ms away (a round trip), connecting included:
 * our client beside virsh, which starts the system's {@code ssh} with {@code virt-ssh-helper}, and
 * beside that {@code ssh} with nothing but the file.
 *
 * <pre>benchmarks/run far-volume [MIB [ROUNDS]]</pre>
 */
public final class FarVolumeBenchmark {
  private static final Duration ONE_WAY = Duration.ofMillis(10);

  private FarVolumeBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int mib = args.length > 0 ? Integer.parseInt(args[0]) : 512;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    try (LabHost lab = LabHost.create()) {
      lab.start();
      try (SshServer server = SshServer.start(lab);
          DelayingProxy proxy = DelayingProxy.toPort(server.port(), ONE_WAY);
          Volumes volumes = Volumes.on(lab, mib)) {
        volumes.upload(lab.uri());
        String uri = SshUris.any(server, proxy.port(), lab);
        String what = "volume download, " + mib + " MiB, SSH, 20 ms round trip";
        SideBySide measured =
            SideBySide.measure(
                what,
                List.of("MiB/s"),
                1,
                rounds,
                List.of(
                    Contender.rate("Quantix", mib, () -> volumes.download(uri)),
                    Contender.rate(
                        "virsh over ssh and virt-ssh-helper",
                        mib,
                        () -> volumes.virshDownload(uri)),
                    Contender.rate("ssh cat", mib, () -> ssh(server, proxy.port(), volumes))));
        Volumes.same(volumes.source(), volumes.target());
        System.out.print(measured.table());
        Figures figures = Figures.of(measured, what, 0, "MiB/s");
        figures.atLeast(1, 0.9);
        figures.noAim(2);
      }
    }
  }

  private static long ssh(SshServer server, int port, Volumes volumes)
      throws IOException, InterruptedException {
    Process ssh =
        new ProcessBuilder(
                "ssh",
                "-T",
                "-q",
                "-p",
                Integer.toString(port),
                "-i",
                server.clientKey().toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "127.0.0.1",
                "cat " + volumes.stored())
            .redirectOutput(volumes.target().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ssh.getOutputStream().close();
    if (ssh.waitFor() != 0) {
      throw new IOException("ssh ended with " + ssh.exitValue());
    }
    return Files.size(volumes.target());
  }
}
