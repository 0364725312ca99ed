package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to whatever answers inside a guest: Quantix's agent, or QEMU's, which can do some of it.
 * {@link Guest} is what to ask; this carries the requests.
 */
public interface GuestLink extends AutoCloseable {
  /** What the agent told about itself and its guest, the last time that it was asked. */
  AgentHello hello();

  /** Asks, and waits for the answer for {@link #patience()}. */
  default AgentMessage request(AgentMessage.Builder message)
      throws AgentException, InterruptedException {
    return request(message, patience());
  }

  /**
   * Asks, and waits for the answer; after that time, or when this thread is interrupted, the
   * request is cancelled.
   *
   * @throws AgentException the guest's reason, or NO_ANSWER, or that the channel was lost, or
   *     NOT_AVAILABLE if this agent cannot do it
   */
  AgentMessage request(AgentMessage.Builder message, Duration atMost)
      throws AgentException, InterruptedException;

  /** How long an answer may take unless a request says otherwise. */
  Duration patience();

  /** What has streams and tells events; empty for QEMU's agent, which has neither. */
  Optional<AgentSession> session();

  @Override
  void close();
}
