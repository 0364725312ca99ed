package io.quantix.agent.forward;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;

/** A TCP connection that was made inside the guest. */
public final class ForwardedConnection implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SocketChannel socket;
  private final String target;

  private ForwardedConnection(SocketChannel socket, String target) {
    this.socket = socket;
    this.target = target;
  }

  /**
   * How much went through, bytes.
   *
   * @param toGuest what the connection was sent
   * @param fromGuest what it answered
   */
  public record Carried(long toGuest, long fromGuest) {}

  /**
   * Connects, for at most twenty seconds.
   *
   * @throws AgentException {@link ErrorCode#FORWARD_FAILED} if nobody takes the connection
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public static ForwardedConnection open(String host, int port)
      throws AgentException, InterruptedException {
    String target = host + " port " + port;
    SocketChannel socket = null;
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
      socket = SocketChannel.open();
      // By its adaptor, which has a time limit; interrupting this thread closes the channel.
      socket.socket().connect(address, (int) LIMIT.toMillis());
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return new ForwardedConnection(socket, target);
    } catch (IOException e) {
      close(socket);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      String why =
          e instanceof UnknownHostException
              ? "its name has no address here"
              : Objects.toString(e.getMessage(), e.getClass().getSimpleName());
      throw new AgentException(
          ErrorCode.FORWARD_FAILED, "The guest cannot connect to " + target + ": " + why, e);
    }
  }

  /**
   * Carries bytes both ways until both directions have ended, each by itself.
   *
   * @throws AgentException {@link ErrorCode#FORWARD_FAILED} if the connection broke off, or why the
   *     stream did
   */
  public Carried carry(AgentStream stream) throws AgentException, InterruptedException {
    Sending sending = new Sending(stream);
    Thread thread = Thread.ofPlatform().name("agent-forward").daemon().start(sending);
    try {
      long received = receive(stream);
      stream.end();
      thread.join();
      sending.check();
      return new Carried(sending.count, received);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      sending.check();
      throw broken(e);
    } finally {
      // Whoever still waits in it is woken, so that nothing outlives the request.
      close();
    }
  }

  private long receive(AgentStream stream) throws IOException, InterruptedException {
    ByteBuffer piece = ByteBuffer.allocate(Limits.CHUNK);
    long count = 0;
    for (int n = socket.read(piece); n >= 0; n = socket.read(piece.clear())) {
      stream.write(StreamChannel.STREAM_CHANNEL_MAIN, piece.array(), 0, n);
      count += n;
    }
    return count;
  }

  /** What the host sends, on its way to the connection. */
  private final class Sending implements Runnable {
    private final AgentStream stream;
    private long count;
    private volatile @org.jspecify.annotations.Nullable IOException failure;

    Sending(AgentStream stream) {
      this.stream = stream;
    }

    @Override
    public void run() {
      byte[] piece = new byte[Limits.CHUNK];
      try {
        for (int n = stream.read(piece, 0, piece.length);
            n > 0;
            n = stream.read(piece, 0, piece.length)) {
          ByteBuffer rest = ByteBuffer.wrap(piece, 0, n);
          while (rest.hasRemaining()) {
            count += socket.write(rest);
          }
        }
        socket.shutdownOutput();
      } catch (IOException e) {
        failure = e;
        // With one direction broken off there is nothing that the other could still be right about.
        close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void check() throws AgentException {
      IOException why = failure;
      if (why != null) {
        throw broken(why);
      }
    }
  }

  private AgentException broken(IOException e) {
    return e.getCause() instanceof AgentException why
        ? why
        : new AgentException(
            ErrorCode.FORWARD_FAILED,
            "The connection to "
                + target
                + " broke off: "
                + Objects.toString(e.getMessage(), e.getClass().getSimpleName()),
            e);
  }

  private static void close(@org.jspecify.annotations.Nullable SocketChannel socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is over either way.
      }
    }
  }

  @Override
  public void close() {
    close(socket);
  }
}
