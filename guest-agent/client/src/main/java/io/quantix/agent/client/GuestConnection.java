package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import java.io.InputStream;
import java.io.OutputStream;

/** A TCP connection that the guest has made. One thread may read while another writes. */
public final class GuestConnection implements AutoCloseable {
  private final PendingRequest request;
  private final InputStream input;
  private final OutputStream output;

  GuestConnection(PendingRequest request) {
    this.request = request;
    this.input = new StreamInput(request.stream());
    this.output = new StreamOutput(request.stream());
  }

  /** What it answers. */
  public InputStream input() {
    return input;
  }

  /** What it is sent. Closed, its other end reads the end of it, and may still answer. */
  public OutputStream output() {
    return output;
  }

  /**
   * Waits until all of both directions was carried. Close the output and read the input to its end
   * before.
   *
   * @throws AgentException why it was not
   */
  public void awaitEnd() throws AgentException, InterruptedException {
    request.await(GuestTerminal.UNLIMITED);
  }

  /** Ends both directions. What was not read, or not taken by the guest yet, is lost. */
  @Override
  public void close() {
    request.close();
  }
}
