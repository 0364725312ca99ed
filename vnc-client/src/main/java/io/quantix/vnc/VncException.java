package io.quantix.vnc;

/** A VNC session that could not be opened, or that had to be ended: why, and what to do. */
public class VncException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a caller can do something about. */
  public enum Kind {
    /** The server could not be reached. */
    UNREACHABLE,
    /** The transport broke or timed out. */
    TRANSPORT,
    /** What the server sent breaks the protocol. */
    PROTOCOL,
    /** What the server sent is over a stated limit. */
    LIMIT,
    /** The password was refused, or none was given. */
    AUTHENTICATION,
    /**
     * Who the server is was not proved: its certificate or key is unknown, wrong or out of date.
     */
    UNTRUSTED,
    /** The server offers no security type that we have or that the options allow. */
    SECURITY_UNAVAILABLE
  }

  private final Kind kind;
  private final String hint;

  /**
   * Makes one.
   *
   * @param hint what to do about it; empty if nobody knows
   */
  public VncException(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /** Makes one with the failure behind it. */
  public VncException(Kind kind, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  /** What kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** What to do about it; empty if nobody knows. */
  public String hint() {
    return hint;
  }
}
