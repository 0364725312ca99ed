package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;

/**
 * Does one kind of request. Each request runs on a thread of its own, so that a handler may wait;
 * when the request is cancelled or the host has gone, that thread is interrupted.
 */
@FunctionalInterface
public interface RequestHandler {
  /**
   * Does what is asked.
   *
   * @param request has its payload set to the kind that this handler is registered for
   * @return the answer, with its payload set; the channel adds the id and the rest
   * @throws AgentException why not; this is the answer then
   * @throws InterruptedException when the request was cancelled
   */
  AgentMessage.Builder handle(AgentMessage request, RequestContext context)
      throws AgentException, InterruptedException;
}
