package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** What comes through a request's stream, to its end. A failure's cause says why. */
final class StreamInput extends InputStream {
  private final AgentStream stream;

  StreamInput(AgentStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    java.util.Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    try {
      return stream.read(into, offset, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The wait for the guest was interrupted");
    }
  }
}
