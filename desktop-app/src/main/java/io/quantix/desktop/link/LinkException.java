package io.quantix.desktop.link;

/** A link or a file that cannot be opened: why, and what to do. */
public final class LinkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  LinkException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it; empty if nobody knows. */
  public String hint() {
    return hint;
  }
}
