package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtStream;
import io.quantix.libvirt.StoragePool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/**
 * Upload and download of a volume, our client beside virsh, over a UNIX socket and over SSH on
 * loopback.
 *
 * <pre>benchmarks/run volume [MIB [ROUNDS]]</pre>
 */
public final class VolumeBenchmark {
  private static final int PIECE = 1 << 20;

  private VolumeBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    int mib = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Files.createTempDirectory("quantix-lab-volumes");
    try (LabHost lab = LabHost.create()) {
      lab.start();
      noise(folder.resolve("source"), mib);
      try (SshServer server = SshServer.start(lab);
          Connection host = Libvirt.connect(lab.uri(), ConnectOptions.defaults())) {
        StoragePool pool =
            host.storage()
                .create(
                    "<pool type='dir'><name>quantix-lab-pool</name><target><path>%s</path></target></pool>"
                        .formatted(Files.createDirectory(folder.resolve("pool"))));
        pool.create(
            "<volume><name>volume</name><capacity>%d</capacity></volume>"
                .formatted((long) mib << 20));
        String path = lab.uri().contains("/system") ? "/system" : "/session";
        String remote =
            "qemu+ssh://127.0.0.1:%d%s?keyfile=%s&no_verify=1&socket=%s"
                .formatted(server.port(), path, server.clientKey(), lab.socket());
        compare("over a UNIX socket", lab.uri(), folder, mib, rounds);
        compare("over SSH on loopback", remote, folder, mib, rounds);
        pool.destroy();
      }
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void compare(String way, String uri, Path folder, int mib, int rounds)
      throws Exception {
    Path source = folder.resolve("source");
    Path target = folder.resolve("target");
    System.out.print(
        SideBySide.measure(
                "Download of " + mib + " MiB " + way,
                1,
                rounds,
                List.of(
                    new Contender("Quantix", () -> download(uri, target)),
                    new Contender("virsh", () -> virsh(uri, "vol-download", target))))
            .table());
    System.out.print(
        SideBySide.measure(
                "Upload of " + mib + " MiB " + way,
                1,
                rounds,
                List.of(
                    new Contender("Quantix", () -> upload(uri, source)),
                    new Contender("virsh", () -> virsh(uri, "vol-upload", source))))
            .table());
    if (Files.mismatch(source, folder.resolve("pool").resolve("volume")) != -1) {
      throw new IOException("what was uploaded is not what is stored");
    }
  }

  private static void noise(Path file, int mib) throws IOException {
    Random random = new Random(1);
    byte[] piece = new byte[PIECE];
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < mib; i++) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
  }

  private static long download(String uri, Path target) throws Exception {
    try (Connection host = Libvirt.connect(uri, ConnectOptions.defaults());
        LibvirtStream stream =
            host.storage().pool("quantix-lab-pool").volume("volume").download(0, 0, false);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
      while (stream.read(piece.clear()) >= 0) {
        piece.flip();
        while (piece.hasRemaining()) {
          out.write(piece);
        }
      }
      stream.finish();
      return out.size();
    }
  }

  private static long upload(String uri, Path source) throws Exception {
    try (Connection host = Libvirt.connect(uri, ConnectOptions.defaults());
        FileChannel in = FileChannel.open(source);
        LibvirtStream stream =
            host.storage().pool("quantix-lab-pool").volume("volume").upload(0, in.size(), false)) {
      ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
      while (in.read(piece.clear()) >= 0) {
        stream.write(piece.flip());
      }
      stream.finish();
      return in.size();
    }
  }

  private static long virsh(String uri, String command, Path file) throws Exception {
    Process virsh =
        new ProcessBuilder(
                "virsh",
                "-q",
                "-c",
                uri,
                command,
                "--pool",
                "quantix-lab-pool",
                "volume",
                file.toString())
            .inheritIO()
            .start();
    if (virsh.waitFor() != 0) {
      throw new IOException("virsh ended with " + virsh.exitValue());
    }
    return Files.size(file);
  }
}
