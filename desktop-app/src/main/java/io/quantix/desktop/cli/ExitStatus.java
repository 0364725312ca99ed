package io.quantix.desktop.cli;

/** What the program tells its caller. */
final class ExitStatus {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NO_CONNECTION = 3;

  private ExitStatus() {}
}
