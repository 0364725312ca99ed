package io.quantix.desktop.host;

import io.quantix.vnc.VncException;
import io.quantix.vnc.transport.VncTransport;
import java.util.Optional;

/** What there is to connect a console to. */
public sealed interface ConsoleTarget {
  /**
   * A VNC server.
   *
   * @param where for people
   * @param password the one that the VM's definition has
   */
  record Vnc(String where, Opener opener, Optional<String> password) implements ConsoleTarget {}

  /** The VM is off. */
  record Off() implements ConsoleTarget {}

  /** The VM has no graphics at all. */
  record NoGraphics() implements ConsoleTarget {}

  /** Its graphics are of a kind that we cannot show, {@code spice} for instance. */
  record Unsupported(String type) implements ConsoleTarget {}

  /** Connects to the server; blocks, so never on the JavaFX thread. */
  @FunctionalInterface
  interface Opener {
    /** Opens a transport, which the caller closes. */
    VncTransport open() throws VncException;
  }
}
