package io.quantix.agent.client;

import io.quantix.agent.channel.AgentChannel;
import io.quantix.agent.channel.HostPort;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.protocol.message.AgentHello;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The agent's own main loop behind a UNIX socket, for one host at a time. */
final class SocketGuest implements AutoCloseable {
  private final Path folder;
  private final ServerSocketChannel server;
  private volatile @Nullable AgentChannel channel;
  private volatile boolean closed;

  SocketGuest(RequestHandlers handlers) throws IOException {
    folder = Files.createTempDirectory("quantix-agent");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    Thread.ofPlatform().daemon().start(() -> serve(handlers));
  }

  private void serve(RequestHandlers handlers) {
    while (!closed) {
      try (SocketChannel host = server.accept();
          AgentChannel now =
              new AgentChannel(
                  HostPort.socket(host),
                  handlers,
                  () ->
                      AgentHello.newBuilder()
                          .setAgentVersion("0.1.0-test")
                          .addAllCapabilities(handlers.capabilities()))) {
        channel = now;
        now.run();
      } catch (IOException e) {
        // The host went away in its own manner.
      }
    }
  }

  Path socket() {
    return folder.resolve("agent");
  }

  ChannelOpener opener() {
    return ChannelOpener.socket(socket());
  }

  /** Bytes that wait until the host reads them. */
  long waiting() {
    AgentChannel now = channel;
    return now == null ? 0 : now.waiting();
  }

  /** As if the agent were killed: its end of the channel is gone. */
  void dropHost() {
    AgentChannel now = channel;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    dropHost();
    Files.deleteIfExists(socket());
    Files.delete(folder);
  }
}
