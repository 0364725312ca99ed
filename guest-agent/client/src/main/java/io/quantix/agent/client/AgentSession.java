package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.SubscribeRequest;
import io.quantix.agent.protocol.vsock.VsockUnavailableException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session with the agent in one guest. Any number of threads may ask at a time; requests are sent
 * at once and answered in whatever order the guest is done. When the channel is lost, or the agent
 * was started anew, what was under way fails with CONNECTION_LOST, and the session begins again by
 * itself.
 *
 * <p>The guest is not trusted: what it sends is limited in size and number, and its texts are to be
 * shown only through {@link GuestText}.
 */
public final class AgentSession implements GuestLink {
  private static final Duration FIRST_DELAY = Duration.ofMillis(50);
  private static final Duration LAST_DELAY = Duration.ofSeconds(5);

  private final ChannelOpener opener;
  private final AgentOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable AgentConnection connection;
  private @Nullable AgentHello hello;
  private @Nullable AgentException lastFailure;
  private SubscribeRequest subscription = SubscribeRequest.getDefaultInstance();
  private boolean closed;
  private boolean reconnecting;

  private AgentSession(ChannelOpener opener, AgentOptions options) {
    this.opener = opener;
    this.options = options;
  }

  /**
   * Opens the channel and begins the session.
   *
   * @throws AgentException DEVICE_OPEN_FAILED if the channel cannot be opened, NO_ANSWER if no
   *     agent answers on it
   */
  public static AgentSession open(ChannelOpener opener, AgentOptions options)
      throws AgentException, InterruptedException {
    AgentSession session = new AgentSession(opener, options);
    try {
      session.connect();
    } catch (AgentException | InterruptedException | RuntimeException e) {
      session.close();
      throw e;
    }
    if (!options.silence().isZero()) {
      Thread.ofVirtual().name("agent-silence").start(session::watchSilence);
    }
    return session;
  }

  private void connect() throws AgentException, InterruptedException {
    ByteChannel channel;
    try {
      channel = opener.open();
    } catch (IOException e) {
      throw new AgentException(
          e instanceof VsockUnavailableException
              ? ErrorCode.VSOCK_UNAVAILABLE
              : ErrorCode.DEVICE_OPEN_FAILED,
          "The channel cannot be opened: " + e.getMessage(),
          e);
    }
    // Told by its reference, which it has only once it is made.
    AgentConnection[] made = new AgentConnection[1];
    AgentConnection now = new AgentConnection(channel, options, why -> ended(made[0], why));
    made[0] = now;
    try {
      AgentHello answer = now.greet();
      lock.lock();
      try {
        if (closed) {
          throw new AgentException(ErrorCode.CANCELLED, "The session was closed");
        }
        connection = now;
        hello = answer;
        if (!subscription.equals(SubscribeRequest.getDefaultInstance())) {
          // A new session tells nothing until it is asked to; its answer is what it was before.
          now.begin(
              AgentMessage.newBuilder().setSubscribe(subscription),
              false,
              (done, total, text) -> {});
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    } catch (AgentException | InterruptedException | RuntimeException e) {
      now.close();
      throw e;
    }
    if (now.ended()) {
      // It ended between its hello and here, before anybody could be told.
      ended(now, new AgentException(ErrorCode.CONNECTION_LOST, "The channel was lost at once"));
    }
  }

  private void ended(AgentConnection which, AgentException why) {
    lock.lock();
    try {
      if (connection != which) {
        return;
      }
      connection = null;
      lastFailure = why;
      changed.signalAll();
      if (closed || !options.reconnect() || reconnecting) {
        if (!closed && !options.reconnect()) {
          options.events().ended(why.reason());
        }
        return;
      }
      reconnecting = true;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("agent-reconnect").start(this::reconnect);
  }

  private void reconnect() {
    Duration delay = FIRST_DELAY;
    try {
      while (true) {
        lock.lock();
        try {
          if (closed) {
            return;
          }
          reconnecting = false;
        } finally {
          lock.unlock();
        }
        try {
          connect();
          return;
        } catch (AgentException e) {
          lock.lock();
          try {
            reconnecting = true;
            lastFailure = e;
            if (!closed) {
              long left = changed.awaitNanos(delay.toNanos());
              delay = left > 0 ? delay : longer(delay);
            }
          } finally {
            lock.unlock();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration delay) {
    Duration twice = delay.multipliedBy(2);
    return twice.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : twice;
  }

  private void watchSilence() {
    try {
      while (true) {
        AgentConnection now;
        lock.lock();
        try {
          if (closed) {
            return;
          }
          changed.await(options.silence().toMillis() / 2 + 1, TimeUnit.MILLISECONDS);
          now = connection;
        } finally {
          lock.unlock();
        }
        if (now != null) {
          checkSilence(now);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkSilence(AgentConnection now) throws InterruptedException {
    Duration half = options.silence().dividedBy(2);
    if (System.nanoTime() - now.heardAt() < half.toNanos()) {
      return;
    }
    AgentMessage.Builder ping = AgentMessage.newBuilder();
    ping.getPingBuilder();
    try {
      now.begin(ping, false, (done, total, text) -> {}).await(half);
    } catch (AgentException e) {
      if (e.code() == ErrorCode.NO_ANSWER
          && System.nanoTime() - now.heardAt() >= options.silence().toNanos()) {
        now.giveUp(
            new AgentException(
                ErrorCode.NO_ANSWER,
                "The agent has said nothing for %d s".formatted(options.silence().toSeconds())));
      }
    }
  }

  @Override
  public AgentHello hello() {
    lock.lock();
    try {
      AgentHello now = hello;
      return now == null ? AgentHello.getDefaultInstance() : now;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a session is there right now. */
  public boolean connected() {
    lock.lock();
    try {
      return connection != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a lost session is there again.
   *
   * @throws AgentException why it is not, after that time
   */
  public void awaitConnected(Duration atMost) throws AgentException, InterruptedException {
    current(atMost);
  }

  private AgentConnection current(Duration atMost) throws AgentException, InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (connection == null && !closed && options.reconnect() && left > 0) {
        left = changed.awaitNanos(left);
      }
      AgentConnection now = connection;
      if (now != null) {
        return now;
      }
      AgentException why = lastFailure;
      throw new AgentException(
          why == null ? ErrorCode.CONNECTION_LOST : why.code(),
          why == null ? "The session with the guest is over" : why.reason());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AgentMessage request(AgentMessage.Builder message, Duration atMost)
      throws AgentException, InterruptedException {
    return begin(message).await(atMost);
  }

  /** Asks, and does not wait. */
  public PendingRequest begin(AgentMessage.Builder message)
      throws AgentException, InterruptedException {
    return current(options.answer()).begin(message, false, (done, total, text) -> {});
  }

  /** Asks for something that has a stream, whose number is put into the request. */
  public PendingRequest beginStreamed(
      AgentMessage.Builder message, PendingRequest.Progress progress)
      throws AgentException, InterruptedException {
    return current(options.answer()).begin(message, true, progress);
  }

  /** Says something that has no answer; without effect if the session is lost. */
  public void tell(AgentMessage.Builder message) {
    AgentConnection now;
    lock.lock();
    try {
      now = connection;
    } finally {
      lock.unlock();
    }
    if (now != null) {
      now.tell(message);
    }
  }

  @Override
  public Optional<AgentSession> session() {
    return Optional.of(this);
  }

  /**
   * Has the guest tell {@link AgentOptions#events} of these from now on, also after the session was
   * lost and has begun anew.
   *
   * @param telemetry between two reports, whole seconds; zero: none
   * @param clipboard whether of what its clipboard holds, and then of its changes
   * @return what is between two reports: not shorter than the guest's owner allows
   */
  public Duration subscribe(Duration telemetry, boolean clipboard)
      throws AgentException, InterruptedException {
    SubscribeRequest wanted =
        SubscribeRequest.newBuilder()
            .setTelemetryIntervalSecs(
                Math.clamp(telemetry.toSeconds(), telemetry.isPositive() ? 1 : 0, 86_400))
            .setClipboard(clipboard)
            .build();
    lock.lock();
    try {
      subscription = wanted;
    } finally {
      lock.unlock();
    }
    AgentMessage answer = request(AgentMessage.newBuilder().setSubscribe(wanted));
    if (!answer.hasSubscribeResponse()) {
      throw Guest.noAnswer();
    }
    return Duration.ofSeconds(
        Integer.toUnsignedLong(answer.getSubscribeResponse().getTelemetryIntervalSecs()));
  }

  @Override
  public Duration patience() {
    return options.answer();
  }

  /**
   * Asks the agent for a sign of life.
   *
   * @return how long it took
   */
  public Duration ping() throws AgentException, InterruptedException {
    AgentMessage.Builder ping = AgentMessage.newBuilder();
    ping.getPingBuilder();
    long from = System.nanoTime();
    AgentMessage answer = request(ping);
    if (!answer.hasPong()) {
      throw new AgentException(ErrorCode.INVALID_MESSAGE, "The answer to a ping was none");
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** Closes the channel; what is under way fails. */
  @Override
  public void close() {
    AgentConnection now;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      now = connection;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (now != null) {
      now.close();
    }
  }
}
