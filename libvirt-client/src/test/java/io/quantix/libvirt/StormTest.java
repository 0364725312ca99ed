package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.event.DomainEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 callers, 8 streams and a storm of events on one connection, for as many seconds as {@code
 * -Dquantix.storm.seconds} says (10 if it is not there).
 */
class StormTest {
  private static final int SECONDS = Integer.getInteger("quantix.storm.seconds", 10);
  private static final int CALLERS = 64;
  private static final int STREAMS = 8;
  private static final int MAKERS = 4;
  private static final int VOLUME = 2_000_003;
  private static final int CHANGES = 5;

  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong streams = new AtomicLong();

  /** What was done to each domain, in order, as its events should tell. */
  private final Map<String, List<String>> done = new ConcurrentHashMap<>();

  private final Map<String, List<String>> told = new ConcurrentHashMap<>();
  private long until;

  private boolean goesOn() {
    return System.nanoTime() < until;
  }

  private static void note(Map<String, List<String>> in, String domain, String what) {
    in.computeIfAbsent(domain, _ -> Collections.synchronizedList(new ArrayList<>())).add(what);
  }

  private void tell(DomainEvent event) {
    note(
        told,
        event.name(),
        switch (event) {
          case DomainEvent.Lifecycle life -> life.type().name();
          case DomainEvent.MetadataChanged _ -> "METADATA";
          default -> event.toString();
        });
  }

  private static String xml(String name, String description) {
    return """
    <domain type='qemu'><name>%s</name><description>%s</description><memory>8192</memory>
    <os><type>hvm</type></os></domain>
    """
        .formatted(name, description);
  }

  /** Asks for what is a caller's own, and looks whose the answer is. */
  private Callable<Void> caller(Connection host, int number) throws LibvirtException {
    String name = "quantix-lab-caller-" + number;
    Domain own = host.define(xml(name, "I belong to " + number), false);
    return () -> {
      while (goesOn()) {
        Domain found = host.domain(name);
        assertThat(found.uuid()).isEqualTo(own.uuid());
        assertThat(host.domain(own.uuid()).name()).isEqualTo(name);
        assertThat(own.metadata(MetadataType.DESCRIPTION, "")).isEqualTo("I belong to " + number);
        assertThat(found.xml()).contains("<uuid>" + own.uuid() + "</uuid>");
        calls.addAndGet(4);
      }
      own.undefine();
      return null;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(LibvirtStream stream) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer piece = ByteBuffer.allocate(65_537);
    while (stream.read(piece.clear()) >= 0) {
      digest.update(piece.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writes other bytes each time, and reads them back. */
  private Callable<Void> streamer(StoragePool pool, int number) throws LibvirtException {
    StorageVolume volume =
        pool.create(
            "<volume><name>storm-%d</name><capacity>%d</capacity><allocation>0</allocation></volume>"
                .formatted(number, VOLUME));
    return () -> {
      Random random = new Random(number);
      byte[] data = new byte[VOLUME];
      while (goesOn()) {
        random.nextBytes(data);
        try (LibvirtStream up = volume.upload(0, data.length, false)) {
          up.write(ByteBuffer.wrap(data));
          up.finish();
        }
        try (LibvirtStream down = volume.download(0, 0, false)) {
          assertThat(hash(down)).isEqualTo(HexFormat.of().formatHex(sha256().digest(data)));
          down.finish();
        }
        streams.addAndGet(2);
      }
      return null;
    };
  }

  /** Makes domains, changes them and takes them away, by a connection of its own. */
  private Callable<Void> maker(int number) {
    return () -> {
      try (Connection other = Libvirt.connect(LAB.uri(), ConnectOptions.defaults())) {
        for (int round = 0; goesOn(); round++) {
          String name = "quantix-lab-storm-" + number + "-" + round;
          Domain domain = other.define(xml(name, ""), false);
          note(done, name, "DEFINED");
          for (int i = 0; i < CHANGES; i++) {
            domain.setMetadata(MetadataType.DESCRIPTION, Optional.of(name + i), "", "");
            note(done, name, "METADATA");
          }
          domain.undefine();
          note(done, name, "UNDEFINED");
        }
      }
      return null;
    };
  }

  /** The same by virsh, which knows nothing of us. */
  private Callable<Void> virsh(Path file) {
    return () -> {
      for (int round = 0; goesOn(); round++) {
        String name = "quantix-lab-virsh-" + round;
        java.nio.file.Files.writeString(file, xml(name, ""));
        LAB.virsh("define", file.toString());
        note(done, name, "DEFINED");
        LAB.virsh("desc", name, "--config", "--new-desc", "round " + round);
        note(done, name, "METADATA");
        LAB.virsh("undefine", name);
        note(done, name, "UNDEFINED");
      }
      return null;
    };
  }

  private static int events(Map<String, List<String>> of) {
    return of.values().stream().mapToInt(List::size).sum();
  }

  @Test
  void nothingIsLostOrMixedUp() throws Exception {
    try (Connection host = Libvirt.connect(LAB.uri(), ConnectOptions.defaults());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      StoragePool pool =
          host.storage()
              .create(
                  "<pool type='dir'><name>quantix-lab-storm</name><target><path>%s</path></target></pool>"
                      .formatted(folder));
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        work.add(caller(host, i));
      }
      for (int i = 0; i < STREAMS; i++) {
        work.add(streamer(pool, i));
      }
      for (int i = 0; i < MAKERS; i++) {
        work.add(maker(i));
      }
      work.add(virsh(folder.resolve("domain.xml")));
      until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      try (Subscription _ =
          host.onDomainEvent(
              Set.of(DomainEvent.Kind.LIFECYCLE, DomainEvent.Kind.METADATA_CHANGE), this::tell)) {
        for (Future<Void> each : threads.invokeAll(work)) {
          each.get();
        }
        for (int i = 0; i < CALLERS; i++) {
          note(done, "quantix-lab-caller-" + i, "UNDEFINED");
        }
        for (int i = 0; i < 1_500 && events(told) < events(done); i++) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
      pool.destroy();
      assertThat(told).isEqualTo(done);
      assertThat(calls.get()).isGreaterThanOrEqualTo(CALLERS);
      assertThat(streams.get()).isGreaterThanOrEqualTo(STREAMS);
      System.out.printf(
          "storm of %d s: %d calls, %d streams, %d events of %d domains%n",
          SECONDS, calls.get(), streams.get(), events(told), told.size());
    }
  }
}
