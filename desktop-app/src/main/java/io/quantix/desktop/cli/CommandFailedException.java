package io.quantix.desktop.cli;

/** A command that could not do what was asked: exit status 1. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  CommandFailedException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  CommandFailedException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
