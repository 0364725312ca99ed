package io.quantix.vnc.security;

import io.quantix.vnc.VncException;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/** A way to prove who we are (RFB 7.2). */
public interface SecurityType {
  /** Its number on the wire. */
  int number();

  /** Its name for people. */
  String title();

  /**
   * Speaks from after the type was chosen until before SecurityResult.
   *
   * @throws VncException if we have no credentials
   */
  void authenticate(WireReader in, VncTransport out) throws IOException, VncException;
}
