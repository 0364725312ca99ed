package io.quantix.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.vsock.VsockAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostPortsTest {
  @TempDir Path folder;

  @Test
  void onlyTheHostIsTakenAndWithoutAWordOnlyItsRoot() {
    VsockAddress hostsRoot = new VsockAddress(VsockAddress.HOST, 1_023);
    VsockAddress hostsUser = new VsockAddress(VsockAddress.HOST, 50_000);
    assertThat(HostPorts.trusted(hostsRoot, false)).isTrue();
    assertThat(HostPorts.trusted(hostsUser, false)).isFalse();
    assertThat(HostPorts.trusted(hostsUser, true)).isTrue();
    for (int cid : new int[] {0, VsockAddress.LOCAL, 3, 77, VsockAddress.ANY}) {
      assertThat(HostPorts.trusted(new VsockAddress(cid, 1_023), true)).as("cid " + cid).isFalse();
      assertThat(HostPorts.trusted(new VsockAddress(cid, 50_000), true)).isFalse();
    }
  }

  @Test
  void aPortThatIsThereIsOpened() throws Exception {
    Path socket = folder.resolve("port");
    try (ServerSocketChannel host = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      host.bind(UnixDomainSocketAddress.of(socket));
      try (HostPorts ports = new HostPorts(socket, false);
          HostPort port = ports.open()) {
        assertThat(port).isNotNull();
        assertThat(port.outlivesItsHost()).isFalse();
      }
    }
    Path nothing = Files.createDirectory(folder.resolve("no-port"));
    try (HostPorts ports = new HostPorts(nothing, false)) {
      assertThat(catchThrowableOfType(AgentException.class, ports::open).code())
          .isEqualTo(ErrorCode.DEVICE_OPEN_FAILED);
    }
  }

  /** The kernel of the machine decides which: none of them has a host that would connect. */
  @Test
  void withoutAPortAHostIsWaitedForByVsockOrItIsSaidWhyNot() throws Exception {
    try (HostPorts ports = new HostPorts(folder.resolve("none"), false)) {
      assertThat(ports.open()).isNull();
    } catch (AgentException e) {
      assertThat(e.code()).isIn(ErrorCode.DEVICE_NOT_FOUND, ErrorCode.VSOCK_UNAVAILABLE);
      assertThat(e.reason()).contains("none is not there, and VSOCK cannot be used");
    }
  }
}
