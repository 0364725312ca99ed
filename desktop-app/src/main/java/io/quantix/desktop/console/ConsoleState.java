package io.quantix.desktop.console;

/** How a console stands. */
sealed interface ConsoleState {
  /** A connection is being made. */
  record Connecting() implements ConsoleState {}

  /** The screen is live. */
  record Connected(String desktop) implements ConsoleState {}

  /** The VM is off. */
  record Off() implements ConsoleState {}

  /** The VM has no screen. */
  record NoGraphics() implements ConsoleState {}

  /** Its screen is of a kind that we cannot show. */
  record Unsupported(String type) implements ConsoleState {}

  /** The connection was lost, and is being made again. */
  record Lost(String message) implements ConsoleState {}

  /** There is no connection, and nothing will change that by itself. */
  record Failed(String message, String hint) implements ConsoleState {}

  /** The person has ended the connection. */
  record Disconnected() implements ConsoleState {}
}
