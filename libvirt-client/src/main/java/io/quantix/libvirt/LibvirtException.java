package io.quantix.libvirt;

/**
 * A libvirt call that failed: what libvirt said, what kind of failure that is, and what a person
 * can do about it.
 */
public class LibvirtException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a caller can do something about. */
  public enum Kind {
    /** No daemon listens where the URI points. */
    NO_DAEMON,
    /** The host's name is not known, it is not there, or it refuses the connection. */
    UNREACHABLE,
    /** It cannot be shown that the host is who it should be: its key or certificate is wrong. */
    UNTRUSTED,
    /** The URI is not understood, or no driver is there for it. */
    BAD_URI,
    /** The user may not do this: socket permissions, polkit, access control. */
    DENIED,
    /** The user turned an authentication dialog away. */
    AUTH_CANCELLED,
    /** There is no such domain, network, pool, ... */
    NOT_FOUND,
    /** Something of that name or UUID is there already. */
    ALREADY_EXISTS,
    /** It is not in a state in which that can be done. */
    INVALID_STATE,
    /** The XML or an argument is wrong. */
    INVALID_ARGUMENT,
    /** The daemon or the hypervisor does not know this call. */
    UNSUPPORTED,
    /** Another operation on the same domain holds it up. */
    BUSY,
    /** The deadline passed with no answer. */
    TIMEOUT,
    /** The connection has ended. */
    CONNECTION_LOST,
    /** What came was not libvirt's protocol, or over its limits. */
    PROTOCOL,
    /** Somebody ended the job. */
    CANCELLED,
    /** libvirt sees that data may be lost; it can be told to go on all the same. */
    UNSAFE,
    /** The calling thread was interrupted while it waited. */
    INTERRUPTED,
    /** Any other failure. */
    FAILED
  }

  private final Kind kind;
  private final int code;
  private final int domain;
  private final String hint;

  /**
   * Makes one.
   *
   * @param code libvirt's virErrorNumber, 0 for a failure of this client's own
   * @param domain libvirt's virErrorDomain, 0 for a failure of this client's own
   * @param hint what to do about it, a sentence or more; empty if nobody knows
   */
  public LibvirtException(Kind kind, int code, int domain, String message, String hint) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.domain = domain;
    this.hint = hint;
  }

  /** Makes one with the failure behind it. */
  public LibvirtException(
      Kind kind, int code, int domain, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.domain = domain;
    this.hint = hint;
  }

  /** What kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** libvirt's virErrorNumber; 0 for a failure of this client's own. */
  public int code() {
    return code;
  }

  /** libvirt's virErrorDomain, the part of libvirt that failed; 0 for this client. */
  public int domain() {
    return domain;
  }

  /** What to do about it; empty if nobody knows. */
  public String hint() {
    return hint;
  }
}
