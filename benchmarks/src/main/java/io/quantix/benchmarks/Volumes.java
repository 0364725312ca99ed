package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtStream;
import io.quantix.libvirt.StoragePool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A volume of noise on a lab host, and the ways to bring it there and back. */
final class Volumes implements AutoCloseable {
  private static final int PIECE = 1 << 20;
  private static final String POOL = "quantix-lab-pool";
  private static final String VOLUME = "volume";

  private final Path folder;
  private final Connection host;
  private final StoragePool pool;

  private Volumes(Path folder, Connection host, StoragePool pool) {
    this.folder = folder;
    this.host = host;
    this.pool = pool;
  }

  /** Makes a volume of so many MiB, and a file of noise to fill it with. */
  static Volumes on(LabHost lab, int mib) throws IOException, LibvirtException {
    Path folder = Files.createTempDirectory("quantix-lab-volumes");
    Connection host = Libvirt.connect(lab.uri(), ConnectOptions.defaults());
    StoragePool pool =
        host.storage()
            .create(
                "<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>"
                    .formatted(POOL, Files.createDirectory(folder.resolve("pool"))));
    pool.create(
        "<volume><name>%s</name><capacity>%d</capacity></volume>"
            .formatted(VOLUME, (long) mib << 20));
    Volumes volumes = new Volumes(folder, host, pool);
    noise(volumes.source(), mib);
    return volumes;
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

  /** The file of noise. */
  Path source() {
    return folder.resolve("source");
  }

  /** Where downloads go. */
  Path target() {
    return folder.resolve("target");
  }

  /** The volume's own file. */
  Path stored() {
    return folder.resolve("pool").resolve(VOLUME);
  }

  /** Our client's download, connecting included. */
  long download(String uri) throws Exception {
    try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults());
        LibvirtStream stream =
            connection.storage().pool(POOL).volume(VOLUME).download(0, 0, false);
        FileChannel out =
            FileChannel.open(
                target(),
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

  /** Our client's upload, connecting included. */
  long upload(String uri) throws Exception {
    try (Connection connection = Libvirt.connect(uri, ConnectOptions.defaults());
        FileChannel in = FileChannel.open(source());
        LibvirtStream stream =
            connection.storage().pool(POOL).volume(VOLUME).upload(0, in.size(), false)) {
      ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
      while (in.read(piece.clear()) >= 0) {
        stream.write(piece.flip());
      }
      stream.finish();
      return in.size();
    }
  }

  /** The download of virsh. */
  long virshDownload(String uri) throws IOException, InterruptedException {
    return virsh(uri, "vol-download", target());
  }

  /** The upload of virsh. */
  long virshUpload(String uri) throws IOException, InterruptedException {
    return virsh(uri, "vol-upload", source());
  }

  private static long virsh(String uri, String command, Path file)
      throws IOException, InterruptedException {
    Process virsh =
        new ProcessBuilder(
                "virsh", "-q", "-c", uri, command, "--pool", POOL, VOLUME, file.toString())
            .inheritIO()
            .start();
    if (virsh.waitFor() != 0) {
      throw new IOException("virsh ended with " + virsh.exitValue());
    }
    return Files.size(file);
  }

  /**
   * Compares the two files of a transfer.
   *
   * @throws IOException if they differ
   */
  static void same(Path one, Path other) throws IOException {
    if (Files.mismatch(one, other) != -1) {
      throw new IOException(one + " and " + other + " differ");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      pool.destroy();
    } catch (LibvirtException e) {
      throw new IOException(e);
    } finally {
      host.close();
      List<Path> all;
      try (var files = Files.walk(folder)) {
        all = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
