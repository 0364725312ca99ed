package io.quantix.desktop.console;

/** How a serial console stands. */
sealed interface SerialState {
  /** It is being opened. */
  record Opening() implements SerialState {}

  /** What is typed reaches the guest. */
  record Open() implements SerialState {}

  /** The VM is off. */
  record Off() implements SerialState {}

  /** Another program has the port open. */
  record Busy() implements SerialState {}

  /** The other side ended it. */
  record Ended() implements SerialState {}

  /** It could not be opened, or broke. */
  record Failed(String message, String hint) implements SerialState {}
}
