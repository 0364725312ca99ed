package io.quantix.lab;

/** The lab could not do what a test asked of it; the message says what, and what to do. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What failed, and what to do. */
  public LabException(String message) {
    super(message);
  }

  /** What failed, what to do, and what caused it. */
  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
