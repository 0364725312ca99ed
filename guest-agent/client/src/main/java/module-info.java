/** The host's end of a guest agent's channel, with no user interface and no hypervisor. */
@org.jspecify.annotations.NullMarked
module io.quantix.agent.client {
  requires static transitive org.jspecify;
  requires transitive io.quantix.agent.protocol;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports io.quantix.agent.client;
  exports io.quantix.agent.client.qemu;
}
