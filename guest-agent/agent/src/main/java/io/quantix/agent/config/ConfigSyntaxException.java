package io.quantix.agent.config;

/** A line that is not of the notation that {@link YamlSubset} reads. */
final class ConfigSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;

  ConfigSyntaxException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
