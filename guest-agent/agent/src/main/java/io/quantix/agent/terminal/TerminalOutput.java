package io.quantix.agent.terminal;

/** Takes what a terminal shows. */
public interface TerminalOutput {
  /**
   * Takes some of it; while this waits, so does the terminal.
   *
   * @param data valid only during the call
   */
  void output(byte[] data, int length) throws InterruptedException;
}
