/** What a host and its guest's agent say to each other, and how it is put on the channel. */
@org.jspecify.annotations.NullMarked
module io.quantix.agent.protocol {
  requires static transitive org.jspecify;
  requires transitive com.google.protobuf;

  exports io.quantix.agent.protocol;
  exports io.quantix.agent.protocol.vsock;
  exports io.quantix.agent.protocol.message;
}
