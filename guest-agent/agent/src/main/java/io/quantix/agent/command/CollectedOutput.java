package io.quantix.agent.command;

import java.io.ByteArrayOutputStream;

/** Keeps the beginning of each output, and counts what comes after it. */
public final class CollectedOutput implements CommandOutput {
  private final int limit;
  private final Kept output = new Kept();
  private final Kept error = new Kept();

  /**
   * Keeps so much.
   *
   * @param limit bytes of each of the two
   */
  public CollectedOutput(int limit) {
    this.limit = limit;
  }

  /** One of the two. */
  private static final class Kept {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long total;

    synchronized void add(byte[] data, int length, int limit) {
      bytes.write(data, 0, Math.min(length, limit - bytes.size()));
      total += length;
    }

    synchronized byte[] bytes() {
      return bytes.toByteArray();
    }

    synchronized boolean truncated() {
      return total > bytes.size();
    }
  }

  private Kept of(Channel channel) {
    return channel == Channel.OUTPUT ? output : error;
  }

  @Override
  public void output(Channel channel, byte[] data, int length) {
    of(channel).add(data, length, limit);
  }

  /** What was kept. */
  public byte[] bytes(Channel channel) {
    return of(channel).bytes();
  }

  /** Whether there was more. */
  public boolean truncated(Channel channel) {
    return of(channel).truncated();
  }
}
