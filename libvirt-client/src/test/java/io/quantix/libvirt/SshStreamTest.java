package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.transport.ssh.SshLab;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Volumes over SSH: whole, and with nobody held up. */
class SshStreamTest {
  private static final int BIG = 200 * 1024 * 1024;

  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private static Connection open(SshServer server) throws LibvirtException {
    String path = LAB.uri().contains("/system") ? "/system" : "/session";
    return SshLab.knowing(server, "streams")
        .connect(
            "qemu+ssh://127.0.0.1:" + server.port() + path + "?socket=" + LAB.socket(),
            ConnectOptions.defaults());
  }

  @Test
  void aSlowReaderHoldsBackTheHostAndNobodyElse() throws Exception {
    try (SshServer server = SshServer.start(LAB);
        Connection host = open(server)) {
      StoragePool pool =
          host.storage()
              .create(
                  "<pool type='dir'><name>quantix-lab-ssh</name><target><path>%s</path></target></pool>"
                      .formatted(folder));
      try {
        StorageVolume volume =
            pool.create(
                "<volume><name>big</name><capacity>%d</capacity><allocation>0</allocation></volume>"
                    .formatted(BIG));
        byte[] data = new byte[BIG];
        new Random(11).nextBytes(data);
        try (LibvirtStream up = volume.upload(0, BIG, false)) {
          up.write(ByteBuffer.wrap(data));
          up.finish();
        }
        assertThat(Files.readAllBytes(folder.resolve("big"))).isEqualTo(data);
        try (LibvirtStream slow = volume.download(0, 0, false)) {
          assertThat(server.connections()).isEqualTo(2);
          ByteBuffer all = ByteBuffer.allocate(BIG + 1);
          assertThat(slow.read(all.limit(1))).isEqualTo(1);
          // Whoever read without being held back would have all of it by now.
          for (int i = 0; i < 200; i++) {
            assertThat(host.hostname()).isNotBlank();
          }
          all.limit(all.capacity());
          while (slow.read(all) >= 0) {
            // until the end
          }
          slow.finish();
          assertThat(all.position()).isEqualTo(BIG);
          assertThat(Arrays.mismatch(all.array(), 0, BIG, data, 0, BIG)).isEqualTo(-1);
        }
      } finally {
        pool.destroy();
      }
    }
  }
}
