package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.nativelib.NativeOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections of libvirt's own library leave nothing behind. */
class NativeLeakTest {
  private static final int ROUNDS = 200;

  @RegisterExtension static final LabHost LAB = LabHost.create();

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static void use(String uri) throws LibvirtException {
    try (Connection host = NativeOpening.open(uri, ConnectOptions.defaults())) {
      var _ = host.onDomainEvent(EnumSet.allOf(DomainEvent.Kind.class), _ -> {});
      var _ = host.onNetworkEvent(_ -> {});
      assertThat(host.domains()).isNotNull();
      assertThat(host.networks().all()).isNotNull();
      host.hostname();
    }
  }

  private static void manyTimes(String uri) throws Exception {
    for (int i = 0; i < 10; i++) {
      use(uri);
    }
    Threads.awaitNone("libvirt-events", "libvirt-native-1", "libvirt-native-2");
    long before = openFiles();
    for (int i = 0; i < ROUNDS; i++) {
      use(uri);
    }
    // Threads without work end after two seconds; libvirt's end of a connection may come after
    // ours.
    for (int i = 0; i < 1_000 && openFiles() > before; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(openFiles()).isLessThanOrEqualTo(before);
    Threads.awaitNone("libvirt-events");
    for (int digit = 1; digit < 10; digit++) {
      Threads.awaitNone("libvirt-native-" + digit);
    }
  }

  @Test
  void twoHundredConnectionsInThisProcess() throws Exception {
    manyTimes("test:///default");
  }

  @Test
  void twoHundredConnectionsToADaemon() throws Exception {
    manyTimes(LAB.uri());
    try (Connection witness = Libvirt.connect(LAB.uri(), ConnectOptions.defaults())) {
      assertThat(witness.isOpen()).isTrue();
    }
  }
}
