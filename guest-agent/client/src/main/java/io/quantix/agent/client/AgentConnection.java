package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ControlFrame;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.FrameReader;
import io.quantix.agent.protocol.LargeAnswers;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.Nonce;
import io.quantix.agent.protocol.OutgoingFrames;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.Streams;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.CancelRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open channel with one session on it. When that session is over, for whatever reason, so is
 * this: its requests and streams fail, and {@code onEnd} is told once.
 */
final class AgentConnection implements FrameReader.Sink, AutoCloseable {
  /** An agent that is not in the middle of something answers at once. */
  private static final Duration FIRST_WAIT = Duration.ofMillis(150);

  private static final Duration NEXT_WAIT = Duration.ofSeconds(2);
  private static final int READ_BYTES = 64 * 1024;

  private final ByteChannel channel;
  private final AgentOptions options;
  private final Consumer<AgentException> onEnd;
  private final OutgoingFrames out = new OutgoingFrames();
  private final FrameReader reader = new FrameReader(this);
  private final Nonce nonce = Nonce.random();
  private final CompletableFuture<SessionNonces> acknowledged = new CompletableFuture<>();
  private final Map<String, PendingRequest> pending = new HashMap<>();
  private @Nullable SessionNonces session;
  private @Nullable Streams streams;
  private int lastStream;
  private boolean ended;
  private volatile long heardAt = System.nanoTime();

  AgentConnection(ByteChannel channel, AgentOptions options, Consumer<AgentException> onEnd) {
    this.channel = channel;
    this.options = options;
    this.onEnd = onEnd;
  }

  /** Begins the session and says who we are. */
  AgentHello greet() throws AgentException, InterruptedException {
    Thread.ofVirtual().name("agent-reader").start(this::read);
    Thread.ofVirtual().name("agent-writer").start(this::write);
    Instant deadline = Instant.now().plus(options.handshake());
    synchronise(deadline);
    AgentMessage.Builder hello = AgentMessage.newBuilder();
    hello
        .getHostHelloBuilder()
        .setProtocolMajor(Limits.MAJOR)
        .setProtocolMinor(Limits.MINOR)
        .setApplication(options.application())
        .setUser(options.user());
    AgentMessage answer = begin(hello, false, (done, total, text) -> {}).await(left(deadline));
    if (!answer.hasAgentHello()) {
      throw new AgentException(ErrorCode.INVALID_MESSAGE, "The agent did not say who it is");
    }
    if (answer.getAgentHello().getProtocolMajor() != Limits.MAJOR) {
      throw new AgentException(
          ErrorCode.INVALID_MESSAGE,
          "The agent speaks version %d of the protocol, and this program version %d"
              .formatted(answer.getAgentHello().getProtocolMajor(), Limits.MAJOR));
    }
    return answer.getAgentHello();
  }

  private static Duration left(Instant deadline) {
    Duration left = Duration.between(Instant.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * SYNC, and if the agent does not hear that, because it takes it for the rest of what an earlier
   * host began, as much padding as ends anything and SYNC again.
   */
  private void synchronise(Instant deadline) throws AgentException, InterruptedException {
    byte[] sync = new ControlFrame.Sync(nonce).bytes();
    byte[] padded = new byte[Limits.PADDING + sync.length];
    Arrays.fill(padded, (byte) -1);
    System.arraycopy(sync, 0, padded, Limits.PADDING, sync.length);
    out.control(sync);
    Duration wait = FIRST_WAIT;
    while (true) {
      Duration left = left(deadline);
      try {
        acknowledged.get(
            Math.min(wait.toMillis(), left.toMillis()), java.util.concurrent.TimeUnit.MILLISECONDS);
        return;
      } catch (java.util.concurrent.TimeoutException e) {
        if (left.compareTo(wait) <= 0) {
          throw new AgentException(
              ErrorCode.NO_ANSWER,
              "No agent answered on the channel within %d s: it is not running, or another program has the channel"
                  .formatted(options.handshake().toSeconds()),
              e);
        }
        out.controlIfIdle(padded);
        wait = NEXT_WAIT;
      } catch (java.util.concurrent.ExecutionException e) {
        throw e.getCause() instanceof AgentException why
            ? why
            : new AgentException(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        heardAt = System.nanoTime();
        reader.accept(buffer.array(), 0, buffer.position());
      }
      end(new AgentException(ErrorCode.CONNECTION_LOST, "The channel was closed at its other end"));
    } catch (IOException e) {
      end(new AgentException(ErrorCode.READ_FAILED, "Reading the channel failed: " + words(e), e));
    } catch (RuntimeException e) {
      end(
          new AgentException(
              ErrorCode.INTERNAL_ERROR, "What the agent said could not be handled: " + e, e));
    }
  }

  private void write() {
    try {
      out.run((bytes, offset, length) -> {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      });
    } catch (IOException e) {
      end(
          new AgentException(
              ErrorCode.WRITE_FAILED, "Writing to the channel failed: " + words(e), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String words(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** When the agent was last heard, on {@link System#nanoTime}'s clock. */
  long heardAt() {
    return heardAt;
  }

  /** Sends a request; with a stream if it has one, which its builder is given the number of. */
  PendingRequest begin(
      AgentMessage.Builder message, boolean withStream, PendingRequest.Progress progress)
      throws AgentException {
    PendingRequest request;
    SessionNonces now;
    AgentMessage built;
    synchronized (this) {
      now = session;
      Streams open = streams;
      if (ended || now == null || open == null) {
        throw new AgentException(ErrorCode.CONNECTION_LOST, "The session with the guest is over");
      }
      if (pending.size() >= Limits.MAX_REQUESTS) {
        throw new AgentException(
            ErrorCode.RATE_LIMIT_EXCEEDED,
            "%d requests to this guest are waiting already".formatted(pending.size()));
      }
      message.setMessageId(UUID.randomUUID().toString());
      AgentStream stream = null;
      if (withStream) {
        stream = open.open(++lastStream);
        StreamedRequests.setStream(message, stream.id());
      }
      built = message.build();
      request = new PendingRequest(this, built, stream, progress);
      pending.put(built.getMessageId(), request);
    }
    try {
      if (!out.message(built, now)) {
        throw new AgentException(ErrorCode.CONNECTION_LOST, "The session with the guest is over");
      }
      return request;
    } catch (AgentException e) {
      forget(request);
      request.fail(e);
      throw e;
    }
  }

  void cancel(String id) {
    tell(AgentMessage.newBuilder().setCancel(CancelRequest.newBuilder().setMessageId(id)));
  }

  /** Sends what has no answer. */
  void tell(AgentMessage.Builder message) {
    SessionNonces now;
    synchronized (this) {
      now = session;
    }
    if (now != null) {
      try {
        out.message(message.build(), now);
      } catch (AgentException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  synchronized void forget(PendingRequest request) {
    pending.remove(request.id(), request);
  }

  @Override
  public void frame(byte[] frame, int offset, int length) {
    AgentMessage message;
    Streams open;
    PendingRequest request;
    try {
      message = LargeAnswers.parse(frame, offset, length);
    } catch (AgentException e) {
      end(e);
      return;
    }
    synchronized (this) {
      open = streams;
      request = message.getMessageId().isEmpty() ? null : pending.get(message.getMessageId());
    }
    if (open != null && open.accept(message)) {
      return;
    }
    if (request != null) {
      if (request.accept(message, length)) {
        forget(request);
      }
      return;
    }
    switch (message.getPayloadCase()) {
      case TELEMETRY -> options.events().telemetry(message.getTelemetry());
      case CLIPBOARD_CHANGED -> options.events().clipboardChanged(message.getClipboardChanged());
      // Answers to what was given up, and what a later version may say.
      default -> {}
    }
  }

  @Override
  public void control(ControlFrame frame) {
    switch (frame) {
      case ControlFrame.Acknowledgement acknowledgement -> {
        if (acknowledgement.nonces().host().equals(nonce) && !acknowledged.isDone()) {
          synchronized (this) {
            session = acknowledgement.nonces();
            streams = new Streams(out, acknowledgement.nonces());
          }
          out.begin(acknowledgement.nonces());
          reader.begin(acknowledgement.nonces());
          acknowledged.complete(acknowledgement.nonces());
        }
      }
      case ControlFrame.Lost lost -> {
        if (acknowledged.isDone()) {
          end(
              new AgentException(
                  ErrorCode.CONNECTION_LOST, "The agent was started anew, or lost the thread"));
        }
      }
      case ControlFrame.Sync sync -> {
        // Only hosts say that.
      }
    }
  }

  @Override
  public void lost(String why) {
    end(new AgentException(ErrorCode.CONNECTION_LOST, "The agent's bytes make no sense: " + why));
  }

  private void end(AgentException why) {
    List<PendingRequest> left;
    Streams open;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      left = List.copyOf(pending.values());
      pending.clear();
      open = streams;
    }
    out.close();
    acknowledged.completeExceptionally(why);
    if (open != null) {
      open.endAll(why);
    }
    left.forEach(request -> request.fail(why));
    try {
      channel.close();
    } catch (IOException e) {
      // It is over either way.
    }
    onEnd.accept(why);
  }

  synchronized boolean ended() {
    return ended;
  }

  /** Ends it because it is good for nothing. */
  void giveUp(AgentException why) {
    end(why);
  }

  @Override
  public void close() {
    end(new AgentException(ErrorCode.CANCELLED, "The session was closed"));
  }
}
