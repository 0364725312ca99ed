package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that loses its hypervisor says so. */
class CloseCallbackTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  private static final int SUPPORTS_FEATURE = 60;
  private static final int REGISTER = 360;
  private static final int CLOSED = 362;
  private static final int MESSAGE = 2;

  @TempDir Path folder;

  /** A daemon that loses its hypervisor as soon as it is asked to tell. */
  private CompletableFuture<List<Integer>> daemon(ServerSocketChannel server, int... reasons) {
    CompletableFuture<List<Integer>> asked = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
          try (SocketChannel client = server.accept()) {
            HostileDaemonTest.open(client);
            while (true) {
              int[] call = HostileDaemonTest.readCall(client);
              calls.add(call[0]);
              byte[] answer =
                  call[0] == SUPPORTS_FEATURE
                      ? HostileDaemonTest.ints(reasons.length == 0 ? 0 : 1)
                      : new byte[0];
              HostileDaemonTest.reply(client, call[0], call[1], 1, 0, answer);
              if (call[0] == REGISTER) {
                byte[] reason = HostileDaemonTest.ints(reasons);
                HostileDaemonTest.reply(client, CLOSED, 0, MESSAGE, 0, reason);
              }
            }
          } catch (Exception e) {
            asked.complete(calls); // the client has gone
          }
        });
    return asked;
  }

  private ServerSocketChannel listen() throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    return server;
  }

  private Connection connect() throws LibvirtException {
    return Libvirt.connect(
        "qemu:///system?socket=" + folder.resolve("s"), ConnectOptions.defaults());
  }

  @Test
  void whatTheDaemonSaysIsTheReasonOfTheEnd() throws Exception {
    try (ServerSocketChannel server = listen()) {
      CompletableFuture<List<Integer>> asked = daemon(server, 1);
      try (Connection connection = connect()) {
        CloseReason reason = connection.closed().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.HYPERVISOR);
        assertThat(reason.message())
            .isEqualTo(
                folder.resolve("s")
                    + " has lost its hypervisor: the hypervisor ended the connection");
        LibvirtException failure =
            catchThrowableOfType(LibvirtException.class, connection::domains);
        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(failure).hasMessageContaining("lost its hypervisor");
      }
      assertThat(asked.get(30, TimeUnit.SECONDS)).containsExactly(SUPPORTS_FEATURE, REGISTER);
    }
  }

  @Test
  void anOldDaemonIsNotAskedFor() throws Exception {
    try (ServerSocketChannel server = listen()) {
      CompletableFuture<List<Integer>> asked = daemon(server);
      try (Connection connection = connect()) {
        var _ = connection.closed();
        var _ = connection.closed();
        assertThat(
                ((RemoteConnection) connection)
                    .closeCallback()
                    .register()
                    .get(30, TimeUnit.SECONDS))
            .isFalse();
      }
      assertThat(asked.get(30, TimeUnit.SECONDS))
          .startsWith(SUPPORTS_FEATURE)
          .doesNotContain(REGISTER);
    }
  }

  @Test
  void aRealDaemonTakesItAndGivesItBack() throws Exception {
    for (int i = 0; i < 20; i++) {
      Connection connection = Libvirt.connect(LAB.uri(), ConnectOptions.defaults());
      assertThat(
              ((RemoteConnection) connection).closeCallback().register().get(30, TimeUnit.SECONDS))
          .isTrue();
      connection.close();
      assertThat(connection.closed().toCompletableFuture().get(30, TimeUnit.SECONDS).kind())
          .isEqualTo(CloseReason.Kind.CLIENT);
    }
    assertThat(LAB.virsh("uri")).contains("qemu");
  }
}
