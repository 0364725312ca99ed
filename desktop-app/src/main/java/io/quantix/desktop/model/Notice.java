package io.quantix.desktop.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something a person should know.
 *
 * @param severity how bad it is
 * @param title what happened, in a few words
 * @param message the cause, as it was told, beginning as a sentence
 * @param hint what to do about it; empty if nobody knows
 */
public record Notice(Severity severity, String title, String message, String hint) {
  // The first word of a sentence; not a path, a URI or the name of a program's part.
  private static final Pattern BEGINS_SMALL = Pattern.compile("[a-z][a-z']* .*", Pattern.DOTALL);

  /** Makes one; its message begins as a sentence does. */
  public Notice {
    if (BEGINS_SMALL.matcher(message).matches()) {
      message = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }
  }

  /** How bad it is. */
  public enum Severity {
    INFO,
    SUCCESS,
    WARNING,
    ERROR
  }
}
