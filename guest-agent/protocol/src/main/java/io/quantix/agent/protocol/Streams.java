package io.quantix.agent.protocol;

import io.quantix.agent.protocol.message.AgentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams that are open in a session, at one of its ends. */
public final class Streams {
  private final OutgoingFrames out;
  private final SessionNonces session;
  private final Map<Integer, AgentStream> open = new HashMap<>();
  private boolean over;

  /** None yet. */
  public Streams(OutgoingFrames out, SessionNonces session) {
    this.out = out;
    this.session = session;
  }

  /**
   * Opens one.
   *
   * @throws AgentException if the number is 0 or taken, or too many are open
   */
  public synchronized AgentStream open(int id) throws AgentException {
    if (over) {
      throw new AgentException(ErrorCode.CONNECTION_LOST, "The session is over");
    }
    if (id == 0 || open.containsKey(id)) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST, "stream_id is %d, which is 0 or taken".formatted(id));
    }
    if (open.size() >= Limits.MAX_STREAMS) {
      throw new AgentException(
          ErrorCode.STREAM_FAILED, "%d streams are open already".formatted(open.size()));
    }
    AgentStream stream = new AgentStream(id, this, out, session);
    open.put(id, stream);
    return stream;
  }

  /**
   * Takes a message if it is about a stream. What is about one that is not open any more is passed
   * over: the other end did not know yet.
   */
  public boolean accept(AgentMessage message) {
    switch (message.getPayloadCase()) {
      case STREAM_DATA -> {
        AgentStream stream = find(message.getStreamData().getStreamId());
        if (stream != null) {
          stream.received(message.getStreamData().getChannel(), message.getStreamData().getData());
        }
      }
      case STREAM_CREDIT -> {
        AgentStream stream = find(message.getStreamCredit().getStreamId());
        if (stream != null) {
          stream.credited(message.getStreamCredit().getBytes());
        }
      }
      case STREAM_END -> {
        AgentStream stream = find(message.getStreamEnd().getStreamId());
        if (stream != null) {
          stream.ended();
        }
      }
      case STREAM_RESET -> {
        AgentStream stream = find(message.getStreamReset().getStreamId());
        if (stream != null) {
          stream.fail(Errors.exception(message.getStreamReset().getError()));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private synchronized @Nullable AgentStream find(int id) {
    return open.get(id);
  }

  synchronized void forget(AgentStream stream) {
    open.remove(stream.id(), stream);
  }

  /** How many are open. */
  public synchronized int count() {
    return open.size();
  }

  /** The session is over: each fails with that reason, and none can be opened. */
  public void endAll(AgentException why) {
    List<AgentStream> all;
    synchronized (this) {
      over = true;
      all = new ArrayList<>(open.values());
    }
    all.forEach(stream -> stream.fail(why));
  }
}
