/** A VNC client: sessions, decoders, security and input, with no user interface. */
@org.jspecify.annotations.NullMarked
module io.quantix.vnc {
  requires static transitive org.jspecify;
  requires io.quantix.authentication;
  // Anonymous TLS, which Java does not do.
  requires org.bouncycastle.provider;
  requires org.bouncycastle.tls;

  exports io.quantix.vnc;
  exports io.quantix.vnc.input;
  exports io.quantix.vnc.record;
  exports io.quantix.vnc.transport;
}
