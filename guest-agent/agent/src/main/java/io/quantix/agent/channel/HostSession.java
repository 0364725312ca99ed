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
import io.quantix.agent.protocol.message.HostHello;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One session with one host: its unanswered requests and its streams, which end with it. */
final class HostSession {
  private static final Duration LATER = Duration.ofMillis(100);

  private final SessionNonces nonces;
  private final OutgoingFrames out;
  private final RequestHandlers handlers;
  private final Supplier<AgentHello.Builder> hello;
  private final Streams streams;
  private final Map<String, RunningRequest> running = new HashMap<>();
  private String user = "";
  private boolean otherProtocol;
  private boolean over;

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
      default -> begin(message);
    }
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
        if (running.size() >= Limits.MAX_REQUESTS) {
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

  /** The request is over, and this is its answer. */
  void finished(RunningRequest request, AgentMessage.Builder answer) {
    synchronized (this) {
      running.remove(request.messageId(), request);
    }
    answer(request.messageId(), answer);
  }

  private void answer(String id, AgentMessage.Builder answer) {
    try {
      List<AgentMessage> parts = LargeAnswers.split(answer.setMessageId(id).build());
      for (AgentMessage part : parts) {
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

  /** Sends what may be lost. */
  void publish(AgentMessage event) {
    try {
      out.event(event, nonces);
    } catch (AgentException e) {
      // An event that is too large is one that nobody can read.
    }
  }

  void end(AgentException why) {
    List<RunningRequest> left;
    synchronized (this) {
      over = true;
      left = List.copyOf(running.values());
      running.clear();
    }
    streams.endAll(why);
    left.forEach(RunningRequest::cancel);
  }
}
