package io.quantix.desktop.host;

import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.transport.VncTransport;

/** What there is to connect a console to. */
public sealed interface ConsoleTarget {
  /**
   * A VNC server.
   *
   * @param where for people
   * @param options what is known of it: its credentials, whom to trust, which security types may be
   *     used; a console adds its own wishes, and somebody to ask
   */
  record Vnc(String where, Opener opener, VncOptions options) implements ConsoleTarget {}

  /** The VM is off. */
  record Off() implements ConsoleTarget {}

  /** The VM has no graphics at all. */
  record NoGraphics() implements ConsoleTarget {}

  /** Its graphics are of a kind that we cannot show, {@code spice} for instance. */
  record Unsupported(String type) implements ConsoleTarget {}

  /** Connects to the server; blocks, so never on the JavaFX thread. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens a transport, which the caller closes.
     *
     * @param trust decides about certificates, where the way itself needs one ({@code wss://})
     */
    VncTransport open(VncTrust trust) throws VncException;
  }
}
