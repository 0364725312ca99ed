package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.TerminalResize;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A terminal that is open in a guest. One thread reads what it shows while another types. When the
 * session is lost, so is the terminal: the guest hangs it up.
 */
public final class GuestTerminal implements AutoCloseable {
  static final Duration UNLIMITED = Duration.ofDays(100_000);

  private final AgentSession session;
  private final PendingRequest request;
  private final long pid;
  private final InputStream shown;
  private final OutputStream keys;

  GuestTerminal(AgentSession session, PendingRequest request, long pid) {
    this.session = session;
    this.request = request;
    this.pid = pid;
    this.shown = new StreamInput(request.stream());
    this.keys = new StreamOutput(request.stream());
  }

  PendingRequest request() {
    return request;
  }

  /** The process in the guest that leads the terminal's session. */
  public long pid() {
    return pid;
  }

  /**
   * What the terminal shows: bytes in the guest's character set, with escape sequences that are the
   * guest's word. Ends when what runs in it has ended and all of it was read.
   */
  public InputStream shown() {
    return shown;
  }

  /** What is typed. Closed, the terminal is given its character for the end of input. */
  public OutputStream keys() {
    return keys;
  }

  /**
   * Tells what runs in it that it has another size now.
   *
   * @param columns 1 to 4,096, as are rows; others have no effect
   */
  public void resize(int columns, int rows) {
    session.tell(
        AgentMessage.newBuilder()
            .setTerminalResize(
                TerminalResize.newBuilder()
                    .setStreamId(request.stream().id())
                    .setColumns(columns)
                    .setRows(rows)));
  }

  /** Whether what ran in it has ended, or the terminal was lost. */
  public boolean ended() {
    return request.answered();
  }

  /**
   * Waits for the end of what runs in it. Somebody must read what it shows meanwhile.
   *
   * @return its exit status; 128 and the signal's number if a signal ended it
   * @throws AgentException why the terminal was lost
   */
  public int awaitExit() throws AgentException, InterruptedException {
    AgentMessage answer = request.await(UNLIMITED);
    if (!answer.hasTerminalResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getTerminalResponse().getExitCode();
  }

  /** Hangs up, if it has not ended: what runs in it is ended. */
  @Override
  public void close() {
    request.close();
  }
}
