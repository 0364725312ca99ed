package io.quantix.desktop.keyring;

/** A keyring did not do what it was asked. Its text holds no secret. */
public final class KeyringException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the matter is. */
  public enum Reason {
    /** There is no keyring in this session. */
    ABSENT,
    /** It is locked, and was not unlocked. */
    LOCKED,
    /** It did not answer, or failed. */
    FAILED
  }

  private final Reason reason;

  /** Makes one. */
  public KeyringException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What the matter is. */
  public Reason reason() {
    return reason;
  }
}
