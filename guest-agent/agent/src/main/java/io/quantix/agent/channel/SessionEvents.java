package io.quantix.agent.channel;

import io.quantix.agent.protocol.message.AgentMessage;

/** The way to one session's host for what it has subscribed to. */
public interface SessionEvents {
  /** Sends it, or drops it if the host does not read, or its session is over. Never waits. */
  void publish(AgentMessage event);

  /** Whether that session is over: nobody will ever read what is published. */
  boolean over();
}
