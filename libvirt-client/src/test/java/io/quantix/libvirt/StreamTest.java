package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Volumes, consoles and screens as streams, against a real daemon. */
class StreamTest {
  private static final int SIZE = 24 * 1024 * 1024 + 77;

  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;
  private Connection host;
  private StoragePool pool;

  /** Connects as the backend under test does. */
  Connection open() throws LibvirtException {
    return Libvirt.connect(LAB.uri(), ConnectOptions.defaults());
  }

  @BeforeEach
  void connect() throws LibvirtException {
    host = open();
    pool =
        host.storage()
            .create(
                "<pool type='dir'><name>quantix-lab-streams</name><target><path>%s</path></target></pool>"
                    .formatted(folder));
  }

  @AfterEach
  void close() throws LibvirtException, InterruptedException {
    try (Connection again = host.isOpen() ? host : host.another()) {
      again.storage().pool(pool.uuid()).destroy();
    }
    host.close();
    for (int i = 0; i < 500 && anyReads(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(anyReads()).describedAs("a connection's thread is left").isFalse();
  }

  private static boolean anyReads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("libvirt-read"));
  }

  private StorageVolume volume(String name, long bytes) throws LibvirtException {
    return pool.create(
        "<volume><name>%s</name><capacity>%d</capacity><allocation>0</allocation></volume>"
            .formatted(name, bytes));
  }

  private static byte[] noise(int seed, int bytes) {
    byte[] data = new byte[bytes];
    new Random(seed).nextBytes(data);
    return data;
  }

  private static byte[] readAll(LibvirtStream stream) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(100_001);
    while (stream.read(piece.clear()) >= 0) {
      all.write(piece.array(), 0, piece.position());
    }
    return all.toByteArray();
  }

  private static void upload(StorageVolume volume, byte[] data) throws Exception {
    try (LibvirtStream stream = volume.upload(0, data.length, false)) {
      stream.write(ByteBuffer.wrap(data));
      stream.finish();
    }
  }

  @Test
  void whatIsUploadedIsWhatIsStoredAndWhatIsDownloaded() throws Exception {
    byte[] data = noise(1, SIZE);
    StorageVolume volume = volume("whole", SIZE);
    upload(volume, data);
    assertThat(Files.readAllBytes(folder.resolve("whole"))).isEqualTo(data);
    try (LibvirtStream stream = volume.download(0, 0, false)) {
      assertThat(readAll(stream)).isEqualTo(data);
      stream.finish();
    }
    try (LibvirtStream part = volume.download(1_000, 5, false)) {
      assertThat(readAll(part)).hasSize(5).startsWith(data[1_000]);
      part.finish();
    }
  }

  @Test
  void holesOfASparseVolumeStayHoles() throws Exception {
    long hole = 64L * 1024 * 1024;
    byte[] data = noise(2, 1024 * 1024);
    StorageVolume volume = volume("sparse", hole + data.length);
    try (LibvirtStream stream = volume.upload(0, 0, true)) {
      stream.writeHole(hole);
      stream.write(ByteBuffer.wrap(data));
      stream.finish();
    }
    assertThat(volume.info().allocation()).isLessThan(hole / 2);
    try (LibvirtStream stream = volume.download(0, 0, true)) {
      assertThat(stream.skipHole()).isEqualTo(hole);
      assertThat(readAll(stream)).isEqualTo(data);
      stream.finish();
    }
    try (LibvirtStream stream = volume.download(hole - 10, 20, true)) {
      byte[] around = readAll(stream);
      assertThat(around).hasSize(20).startsWith(new byte[10]).endsWith(data[9]);
    }
  }

  @Test
  void anUploadThatIsClosedEarlyIsGivenUp() throws Exception {
    StorageVolume volume = volume("early", SIZE);
    try (LibvirtStream stream = volume.upload(0, SIZE, false)) {
      stream.write(ByteBuffer.wrap(noise(3, 1_000_000)));
    }
    upload(volume, noise(4, SIZE));
    assertThat(Files.readAllBytes(folder.resolve("early"))).isEqualTo(noise(4, SIZE));
  }

  @Test
  void whatTheHostRefusesIsSaidByTheStreamAndTheConnectionGoesOn() throws Exception {
    StorageVolume volume = volume("gone", 1_024);
    volume.delete();
    LibvirtException missing =
        catchThrowableOfType(LibvirtException.class, () -> volume.download(0, 0, false));
    assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
    StorageVolume small = volume("small", 1_024);
    try (LibvirtStream stream = small.upload(0, 10, false)) {
      assertThatThrownBy(
              () -> {
                stream.write(ByteBuffer.wrap(noise(7, 3_000_000)));
                stream.finish();
              })
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(LibvirtException.class),
              e -> assertThat(e).hasCauseInstanceOf(LibvirtException.class));
    }
    assertThat(host.hostname()).isNotBlank();
  }

  @Test
  void aReaderThatStopsHoldsUpNobodyElse() throws Exception {
    StorageVolume volume = volume("slow", 300L * 1024 * 1024);
    try (LibvirtStream slow = volume.download(0, 0, false)) {
      slow.read(ByteBuffer.allocate(1));
      for (int i = 0; i < 50; i++) {
        assertThat(host.hostname()).isNotBlank();
      }
      upload(volume("other", SIZE), noise(5, SIZE));
      ByteBuffer piece = ByteBuffer.allocate(1 << 20);
      long rest = 1;
      int count = slow.read(piece.clear());
      while (count >= 0) {
        rest += count;
        count = slow.read(piece.clear());
      }
      assertThat(rest).isEqualTo(300L * 1024 * 1024);
      slow.finish();
    }
  }

  @Test
  void eightStreamsAndManyCallsAtOnceMixNothingUp() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int seed = 10 + i;
      StorageVolume volume = volume("many-" + i, 3_000_000);
      work.add(() -> {
        byte[] data = noise(seed, 3_000_000);
        upload(volume, data);
        try (LibvirtStream stream = volume.download(0, 0, false)) {
          return java.util.Arrays.equals(readAll(stream), data);
        }
      });
    }
    for (int i = 0; i < 64; i++) {
      int number = i % 8;
      work.add(() -> pool.volume("many-" + number).name().equals("many-" + number));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(work)) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  @Test
  void aDaemonThatDiesEndsAStreamWithAnError() throws Exception {
    StorageVolume volume = volume("cut", 400L * 1024 * 1024);
    try (LibvirtStream stream = volume.download(0, 0, false);
        LibvirtStream up = volume("cut-up", SIZE).upload(0, SIZE, false)) {
      stream.read(ByteBuffer.allocate(1));
      up.write(ByteBuffer.wrap(noise(6, 1_000)));
      LAB.killDaemon();
      assertThatThrownBy(() -> readAll(stream))
          .isInstanceOf(IOException.class)
          .cause()
          .isInstanceOfSatisfying(
              LibvirtException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST));
      LibvirtException cut = catchThrowableOfType(LibvirtException.class, up::finish);
      assertThat(cut.kind()).isEqualTo(Kind.CONNECTION_LOST);
    } finally {
      LAB.restartDaemon();
    }
  }

  @Test
  void aSerialConsoleIsAConversation() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-console", GuestSpec.tiny());
    Domain domain = host.domain(guest.name());
    domain.start(StartFlag.PAUSED);
    try (LibvirtStream console = domain.openConsole(Optional.empty(), true)) {
      domain.resume();
      StringBuilder seen = new StringBuilder();
      ByteBuffer piece = ByteBuffer.allocate(4_096);
      while (!seen.toString().contains("\n") || seen.length() < 40) {
        assertThat(console.read(piece.clear())).isPositive();
        seen.append(new String(piece.array(), 0, piece.position(), StandardCharsets.ISO_8859_1));
      }
      assertThat(host.hostname()).isNotBlank();
      LibvirtException taken =
          catchThrowableOfType(
              LibvirtException.class, () -> domain.openConsole(Optional.empty(), false));
      assertThat(taken).hasMessageContaining("console");
    }
    domain.destroy();
  }
}
