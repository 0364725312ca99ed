package io.quantix.vnc;

/** What can be asked of a server's machine (xvp). */
public enum PowerAction {
  /** A clean end. */
  SHUTDOWN,
  /** A clean restart. */
  REBOOT,
  /** A restart at once. */
  RESET
}
