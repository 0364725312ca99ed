package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.Certificates;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt ends a thread's wait, wherever it waits, and stays set for its caller. */
class InterruptTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  /** What a thread met that was interrupted, and whether its interrupt was still set. */
  private record Met(Exception failure, boolean interrupted) {}

  private static Thread start(boolean virtual, Callable<?> work, CompletableFuture<Met> met) {
    Runnable body =
        () -> {
          try {
            Object _ = work.call();
            met.completeExceptionally(new AssertionError("it did not wait"));
          } catch (Exception e) {
            met.complete(new Met(e, Thread.currentThread().isInterrupted()));
          }
        };
    return virtual ? Thread.ofVirtual().start(body) : Thread.ofPlatform().start(body);
  }

  /** A server that takes whoever comes and says nothing. */
  private void connecting(SocketAddress at, String uri) throws Exception {
    for (boolean virtual : new boolean[] {false, true}) {
      try (ServerSocketChannel silent =
          at instanceof UnixDomainSocketAddress
              ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              : ServerSocketChannel.open()) {
        silent.bind(at);
        String target =
            silent.getLocalAddress() instanceof InetSocketAddress inet
                ? uri.replace("PORT", "" + inet.getPort())
                : uri;
        CompletableFuture<Met> met = new CompletableFuture<>();
        Thread waiting =
            start(virtual, () -> Libvirt.connect(target, ConnectOptions.defaults()), met);
        try (SocketChannel taken = silent.accept()) {
          // Its first words have come, so that it waits for ours; SSH and TLS clients speak first.
          assertThat(taken.read(ByteBuffer.allocate(4))).isPositive();
          waiting.interrupt();
          Met was = met.get(30, TimeUnit.SECONDS);
          assertThat(was.failure())
              .isInstanceOfSatisfying(
                  LibvirtException.class,
                  e -> assertThat(e.kind()).describedAs(e.toString()).isEqualTo(Kind.INTERRUPTED));
          assertThat(was.interrupted()).isTrue();
        }
      }
      java.nio.file.Files.deleteIfExists(folder.resolve("silent"));
    }
    Threads.awaitNone("libvirt-read", "libvirt-write");
  }

  @Test
  void connectingToASocket() throws Exception {
    Path socket = folder.resolve("silent");
    connecting(UnixDomainSocketAddress.of(socket), "qemu:///system?socket=" + socket);
  }

  @Test
  void connectingByTls() throws Exception {
    Certificates made = new Certificates(folder.resolve("pki"), "Quantix Lab CA");
    connecting(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        "qemu+tls://127.0.0.1:PORT/system?pkipath=" + made.folder());
  }

  @Test
  void connectingBySsh() throws Exception {
    connecting(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        "qemu+ssh://127.0.0.1:PORT/system?no_verify=1");
  }

  @Test
  void readingAStream() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-interrupted", GuestSpec.tiny());
    try (Connection host = Libvirt.connect(LAB.uri(), ConnectOptions.defaults())) {
      Domain domain = host.domain(guest.name());
      domain.start(StartFlag.PAUSED); // nothing ever comes from it
      for (boolean virtual : new boolean[] {false, true}) {
        try (LibvirtStream console = domain.openConsole(Optional.empty(), true)) {
          CompletableFuture<Met> met = new CompletableFuture<>();
          Thread waiting = start(virtual, () -> readUntilTheEnd(console), met);
          waiting.interrupt();
          Met was = met.get(30, TimeUnit.SECONDS);
          assertThat(was.failure()).isInstanceOf(IOException.class);
          assertThat(was.interrupted()).isTrue();
        }
        assertThat(host.hostname()).isNotBlank();
      }
      domain.destroy();
    }
  }

  private static int readUntilTheEnd(LibvirtStream stream) throws IOException {
    int count = 0;
    while (count >= 0) {
      count = stream.read(ByteBuffer.allocate(100));
    }
    return count;
  }
}
