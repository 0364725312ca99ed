package io.quantix.vnc.wire;

import io.quantix.vnc.VncException;

/** Makes the exceptions for what a server must not send. */
public final class Breach {
  private static final String HINT =
      "The other side is broken, or is no VNC server. Check the address, and update the server.";

  private Breach() {}

  /** Something that the protocol does not allow. */
  public static VncException protocol(String message) {
    return new VncException(VncException.Kind.PROTOCOL, message, HINT);
  }

  /** Something that is more than a limit allows. */
  public static VncException limit(String what, long value, long limit) {
    return new VncException(
        VncException.Kind.LIMIT,
        what + " is " + value + ", and at most " + limit + " is accepted",
        HINT);
  }
}
