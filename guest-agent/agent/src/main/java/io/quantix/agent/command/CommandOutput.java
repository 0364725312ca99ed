package io.quantix.agent.command;

/** Takes what a command writes, while it runs. One thread calls for each channel. */
public interface CommandOutput {
  /** Which output. */
  enum Channel {
    /** Standard output. */
    OUTPUT,
    /** Standard error. */
    ERROR
  }

  /**
   * Takes some of it. While this waits, the command waits before it writes more.
   *
   * @param data valid only during the call
   */
  void output(Channel channel, byte[] data, int length) throws InterruptedException;
}
