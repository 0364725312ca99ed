package io.quantix.vnc.record;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A VNC server without security that plays a recording to every client that connects, any client:
 * RFB 3.3, 3.7 and 3.8. It begins when the client asks for the first update. What the client asks
 * for has no influence on what it gets.
 */
public final class ReplayServer implements AutoCloseable {
  private final Recording recording;
  private final Replay replay;
  private final ServerSocketChannel server;
  private final SocketAddress address;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Played> played = new LinkedBlockingQueue<>();

  /**
   * One client that got everything, in {@link System#nanoTime}.
   *
   * @param begun when it asked for the first update
   * @param sent when the last byte had been handed to the system
   */
  public record Played(long begun, long sent) {}

  private ReplayServer(Recording recording, Replay replay, ServerSocketChannel server)
      throws IOException {
    this.recording = recording;
    this.replay = replay;
    this.server = server;
    this.address = server.getLocalAddress();
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 for any that is free
   */
  public static ReplayServer onPort(Recording recording, Replay replay, int port)
      throws IOException {
    return start(
        recording,
        replay,
        StandardProtocolFamily.INET,
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
  }

  /** Listens on a UNIX socket, which it makes, and removes at its end. */
  public static ReplayServer onSocket(Recording recording, Replay replay, Path socket)
      throws IOException {
    return start(
        recording, replay, StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket));
  }

  private static ReplayServer start(
      Recording recording, Replay replay, StandardProtocolFamily family, SocketAddress where)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(family);
    boolean done = false;
    try {
      server.bind(where);
      ReplayServer replays = new ReplayServer(recording, replay, server);
      Thread.ofPlatform().daemon().name("replay " + where).start(replays::accept);
      done = true;
      return replays;
    } finally {
      if (!done) {
        server.close();
      }
    }
  }

  /** The port that it listens on; an error if it is a UNIX socket. */
  public int port() {
    if (address instanceof InetSocketAddress inet) {
      return inet.getPort();
    }
    throw new IllegalStateException(address + " has no port");
  }

  /** Waits for the next client that got everything; empty if the time is up before. */
  public Optional<Played> awaitPlayed(Duration patience) throws InterruptedException {
    return Optional.ofNullable(played.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        if (address instanceof InetSocketAddress) {
          client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        Thread.ofPlatform().daemon().name("replay client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // It has been closed, which is how it ends.
      endAll();
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      new ReplayedSession(client, recording, replay).serve(played::add);
    } catch (IOException e) {
      // The client left in the middle, as clients do; there is nobody to tell.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void endAll() {
    open.forEach(ReplayServer::end);
  }

  private static void end(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      // What cannot be closed is gone, and its own thread takes it off the list.
      return;
    }
  }

  /** Ends all sessions and listens no more. */
  @Override
  public void close() throws IOException {
    server.close();
    endAll();
    if (address instanceof UnixDomainSocketAddress unix) {
      Files.deleteIfExists(unix.getPath());
    }
  }
}
