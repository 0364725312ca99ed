package io.quantix.vnc.security;

import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.WireReader;

/** Security type 1: nothing to prove (RFB 7.2.1). Reads nothing. */
public final class NoSecurity implements SecurityType {
  @Override
  public int number() {
    return 1;
  }

  @Override
  public String title() {
    return "None";
  }

  @Override
  public void authenticate(WireReader in, VncTransport out) {}
}
