package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTransportTest {
  @TempDir Path folder;

  @Test
  void aDaemonThatTakesNobodyIsGivenUp() throws IOException {
    Path socket = folder.resolve("deaf");
    List<UnixSocketTransport> queued = new ArrayList<>();
    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(socket), 1);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10; i++) {
                  queued.add(UnixSocketTransport.connect(socket, Duration.ofMillis(300)));
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("300 ms");
    } finally {
      for (UnixSocketTransport each : queued) {
        each.close();
      }
    }
  }
}
