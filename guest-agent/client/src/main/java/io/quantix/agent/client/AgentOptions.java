package io.quantix.agent.client;

import java.time.Duration;

/**
 * How a session behaves.
 *
 * @param application who asks, as the guest's audit log has it
 * @param user on whose behalf
 * @param handshake how long the agent may take to answer a new session
 * @param answer how long a request may take unless it says otherwise
 * @param silence after so long without a word of the agent the channel is opened anew; a ping goes
 *     out before. Zero: never
 * @param reconnect whether a lost channel is opened again
 * @param events who is told what the guest says unasked
 */
public record AgentOptions(
    String application,
    String user,
    Duration handshake,
    Duration answer,
    Duration silence,
    boolean reconnect,
    AgentEvents events) {
  /** Ten seconds for the handshake, thirty for an answer and for silence, and it reconnects. */
  public static AgentOptions of(String application) {
    return new AgentOptions(
        application,
        System.getProperty("user.name", ""),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        true,
        AgentEvents.NONE);
  }

  /** The same with another time for the handshake. */
  public AgentOptions withHandshake(Duration time) {
    return new AgentOptions(application, user, time, answer, silence, reconnect, events);
  }

  /** The same, but a lost channel stays lost. */
  public AgentOptions withoutReconnecting() {
    return new AgentOptions(application, user, handshake, answer, silence, false, events);
  }

  /** The same with another limit of silence; zero for none. */
  public AgentOptions withSilence(Duration time) {
    return new AgentOptions(application, user, handshake, answer, time, reconnect, events);
  }

  /** The same with somebody who is told. */
  public AgentOptions withEvents(AgentEvents listener) {
    return new AgentOptions(application, user, handshake, answer, silence, reconnect, listener);
  }
}
