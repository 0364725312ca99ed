/** What runs inside a guest: the agent that its host talks to. */
@org.jspecify.annotations.NullMarked
module io.quantix.agent {
  requires static transitive org.jspecify;
  requires transitive io.quantix.agent.protocol;

  exports io.quantix.agent.channel;
}
