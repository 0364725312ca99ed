package io.quantix.agent.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

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
}
