package io.quantix.agent.client;

import io.quantix.agent.protocol.vsock.VsockAddress;
import io.quantix.agent.protocol.vsock.VsockChannel;
import io.quantix.agent.protocol.vsock.VsockUnavailableException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens the way to one guest's agent: a stream of libvirt's to the guest's channel, the channel's
 * UNIX socket, or whatever carries bytes. Reading and writing may wait, and happen at the same
 * time; {@link ByteChannel#close} ends both.
 */
@FunctionalInterface
public interface ChannelOpener {
  /** The name of the channel that the agent listens at. */
  String CHANNEL_NAME = "org.limiquantix.agent.0";

  /** Opens it anew; called again whenever it was lost. */
  ByteChannel open() throws IOException;

  /** The UNIX socket that QEMU listens at for the channel. */
  static ChannelOpener socket(Path path) {
    return () -> {
      SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        socket.connect(UnixDomainSocketAddress.of(path));
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    };
  }

  /**
   * VSOCK, to a guest of this machine that has a {@code <vsock>} device, and whose agent listens
   * there because it has no virtio-serial, or is configured with {@code prefer_vsock}. Fails with
   * {@link VsockUnavailableException} where this system has none.
   *
   * @param cid what libvirt has given the guest, 3 or more; unsigned
   */
  static ChannelOpener vsock(int cid) {
    return () ->
        VsockChannel.connect(
            new VsockAddress(cid, VsockAddress.AGENT_PORT), Duration.ofSeconds(10));
  }
}
