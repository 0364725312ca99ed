package io.quantix.desktop.model;

/**
 * Something a person should know.
 *
 * @param severity how bad it is
 * @param title what happened, in a few words
 * @param message the cause, as it was told
 * @param hint what to do about it; empty if nobody knows
 */
public record Notice(Severity severity, String title, String message, String hint) {
  /** How bad it is. */
  public enum Severity {
    INFO,
    SUCCESS,
    WARNING,
    ERROR
  }
}
