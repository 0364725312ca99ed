package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Errors;
import io.quantix.agent.protocol.LargeAnswers;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.OutgoingFrames;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.Streams;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.HostHello;
import io.quantix.agent.protocol.message.TerminalResize;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One session with one host: its unanswered requests and its streams, which end with it. */
final class HostSession implements SessionEvents {
  private static final Duration LATER = Duration.ofMillis(100);

  /** What must be answered even if all other requests wait for a disk that is frozen. */
  private static final Set<PayloadCase> URGENT = Set.of(PayloadCase.PING, PayloadCase.THAW);

  private static final int KEPT_FREE = 8;

  /** How many lists are made, or wait to be read, at a time. */
  private static final int LISTS = 2;

  private final Semaphore lists = new Semaphore(LISTS, true);
  private final SessionNonces nonces;
  private final OutgoingFrames out;
  private final RequestHandlers handlers;
  private final Supplier<AgentHello.Builder> hello;
  private final Streams streams;
  private final Map<String, RunningRequest> running = new HashMap<>();
  private final Map<Integer, Resizable> terminals = new HashMap<>();
  private String user = "";
  private boolean otherProtocol;
  private boolean over;

  /** A terminal, and the request that it belongs to. */
  private record Resizable(RunningRequest request, Consumer<TerminalResize> listener) {}

  HostSession(
      SessionNonces nonces,
      OutgoingFrames out,
      RequestHandlers handlers,
      Supplier<AgentHello.Builder> hello) {
    this.nonces = nonces;
    this.out = out;
    this.handlers = handlers;
    this.hello = hello;
    this.streams = new Streams(out, nonces);
  }

  SessionNonces nonces() {
    return nonces;
  }

  Streams streams() {
    return streams;
  }

  Semaphore lists() {
    return lists;
  }

  synchronized String user() {
    return user;
  }

  /** Takes what the host says. Never waits. */
  void accept(AgentMessage message) {
    if (streams.accept(message)) {
      return;
    }
    switch (message.getPayloadCase()) {
      case HOST_HELLO -> greet(message);
      case CANCEL -> cancel(message.getCancel().getMessageId());
      case TERMINAL_RESIZE -> resize(message.getTerminalResize());
      default -> begin(message);
    }
  }

  private void resize(TerminalResize size) {
    Resizable terminal;
    synchronized (this) {
      terminal = terminals.get(size.getStreamId());
    }
    // That of a terminal which has ended was on its way when it did.
    if (terminal != null) {
      terminal.listener().accept(size);
    }
  }

  synchronized void onResize(
      int streamId, RunningRequest request, Consumer<TerminalResize> listener) {
    terminals.putIfAbsent(streamId, new Resizable(request, listener));
  }

  private void greet(AgentMessage message) {
    HostHello host = message.getHostHello();
    synchronized (this) {
      user = host.getUser();
      otherProtocol = host.getProtocolMajor() != Limits.MAJOR;
    }
    AgentHello.Builder self =
        hello
            .get()
            .setProtocolMajor(Limits.MAJOR)
            .setProtocolMinor(Limits.MINOR)
            .setMaxFrameBytes(Limits.MAX_FRAME)
            .setChunkBytes(Limits.CHUNK)
            .setWindowChunks(Limits.WINDOW_CHUNKS)
            .setMaxStreams(Limits.MAX_STREAMS)
            .setMaxRequests(Limits.MAX_REQUESTS);
    answer(message.getMessageId(), AgentMessage.newBuilder().setAgentHello(self));
    handlers.greeted(this);
  }

  private void cancel(String id) {
    RunningRequest request;
    synchronized (this) {
      request = running.get(id);
    }
    if (request != null) {
      request.cancel();
    }
  }

  private void begin(AgentMessage message) {
    String id = message.getMessageId();
    try {
      RunningRequest request;
      synchronized (this) {
        if (over) {
          return;
        }
        if (otherProtocol) {
          throw new AgentException(
              ErrorCode.INVALID_MESSAGE,
              "This agent speaks version %d of the protocol".formatted(Limits.MAJOR));
        }
        if (id.isEmpty() || id.length() > Limits.MAX_ID || running.containsKey(id)) {
          throw new AgentException(
              ErrorCode.INVALID_MESSAGE_ID,
              "message_id is empty, longer than %d characters, or that of a request without an answer"
                  .formatted(Limits.MAX_ID));
        }
        int most =
            Limits.MAX_REQUESTS + (URGENT.contains(message.getPayloadCase()) ? KEPT_FREE : 0);
        if (running.size() >= most) {
          throw new AgentException(
                  ErrorCode.RATE_LIMIT_EXCEEDED,
                  "%d requests are waiting already".formatted(running.size()))
              .retryAfter(LATER);
        }
        request = new RunningRequest(this, message, handlers.find(message));
        running.put(id, request);
      }
      request.start();
    } catch (AgentException e) {
      refuse(id, e);
    }
  }

  /**
   * The request is over, and this is its answer. It counts as unanswered until there is room for
   * all of it, so that a host cannot ask for more than it reads.
   */
  void finished(RunningRequest request, AgentMessage.Builder answer) {
    // One that was cancelled is answered as well, and waits for room as any other.
    boolean interrupted = Thread.interrupted();
    try {
      List<AgentMessage> parts =
          LargeAnswers.split(answer.setMessageId(request.messageId()).build());
      int last = parts.size() - 1;
      boolean goesOn = true;
      for (int i = 0; goesOn && i < last; i++) {
        goesOn = sendWhenRoom(parts.get(i), () -> {});
      }
      if (goesOn) {
        sendWhenRoom(parts.get(last), () -> forget(request));
      }
    } catch (AgentException e) {
      refuse(request.messageId(), e);
    } finally {
      forget(request);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void forget(RunningRequest request) {
    running.remove(request.messageId(), request);
    terminals.values().removeIf(terminal -> terminal.request() == request);
  }

  /** Cancelling does not keep an answer back; the end of the session does. */
  private boolean sendWhenRoom(AgentMessage part, Runnable sent) throws AgentException {
    while (true) {
      try {
        return out.messageWhenRoom(part, nonces, sent);
      } catch (InterruptedException e) {
        synchronized (this) {
          if (over) {
            return false;
          }
        }
      }
    }
  }

  private void answer(String id, AgentMessage.Builder answer) {
    try {
      for (AgentMessage part : LargeAnswers.split(answer.setMessageId(id).build())) {
        out.message(part, nonces);
      }
    } catch (AgentException e) {
      refuse(id, e);
    }
  }

  void refuse(String id, AgentException why) {
    try {
      out.message(
          AgentMessage.newBuilder().setMessageId(shorten(id)).setError(Errors.event(why)).build(),
          nonces);
    } catch (AgentException e) {
      // An error's texts can only be too long if a file's name is; its code says enough then.
      refuse(id, new AgentException(why.code(), why.code().meaning()));
    }
  }

  private static String shorten(String id) {
    return id.length() > Limits.MAX_ID ? id.substring(0, Limits.MAX_ID) : id;
  }

  /** Sends what belongs to a request. */
  void tell(AgentMessage message) throws AgentException {
    out.message(message, nonces);
  }

  @Override
  public void publish(AgentMessage event) {
    try {
      out.event(event, nonces);
    } catch (AgentException e) {
      // An event that is too large is one that nobody can read.
    }
  }

  @Override
  public synchronized boolean over() {
    return over;
  }

  ChannelLog log() {
    return handlers.log();
  }

  void end(AgentException why) {
    List<RunningRequest> left;
    synchronized (this) {
      over = true;
      left = List.copyOf(running.values());
      running.clear();
      terminals.clear();
    }
    streams.endAll(why);
    left.forEach(RunningRequest::cancel);
  }
}
