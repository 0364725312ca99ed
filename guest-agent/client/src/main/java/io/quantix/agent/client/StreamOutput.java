package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * What is sent through a request's stream, as fast as the guest takes it; closed, the guest is told
 * that this was all. A failure's cause says why.
 */
final class StreamOutput extends OutputStream {
  private final AgentStream stream;

  StreamOutput(AgentStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    java.util.Objects.checkFromIndexSize(offset, length, from.length);
    try {
      stream.write(StreamChannel.STREAM_CHANNEL_MAIN, from, offset, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The wait for the guest was interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    stream.end();
  }
}
