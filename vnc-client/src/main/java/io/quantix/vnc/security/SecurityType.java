package io.quantix.vnc.security;

import io.quantix.vnc.VncException;
import java.io.IOException;

/** A way to prove who the two sides are, and to protect what follows (RFB 7.2). */
public interface SecurityType {
  /**
   * Speaks from after the type was chosen until before SecurityResult.
   *
   * @throws VncException if we have no credentials, do not trust the server, or the server breaks
   *     the protocol or a limit
   */
  void authenticate(SecurityExchange exchange) throws IOException, VncException;
}
