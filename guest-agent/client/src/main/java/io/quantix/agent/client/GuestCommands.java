package io.quantix.agent.client;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Commands that run in a guest. */
public final class GuestCommands {
  private static final int PIECE = 16 * 1024;
  private static final int MOST_INPUT = 1024 * 1024;

  private final GuestLink link;

  /** Through that link. */
  public GuestCommands(GuestLink link) {
    this.link = link;
  }

  /**
   * Runs a command and waits for its end; what it wrote, as far as the agent keeps it, is in the
   * answer.
   *
   * @param atMost how long to wait; then it is ended
   */
  public ExecuteResponse run(ExecuteRequest request, Duration atMost)
      throws AgentException, InterruptedException {
    return response(link.request(AgentMessage.newBuilder().setExecute(request), atMost));
  }

  /**
   * Runs a command with its input and outputs connected while it runs. QEMU's agent has no streams:
   * there all input is read before it starts, and its output comes when it has ended.
   *
   * @param input is read on a thread of its own until its end, or until the command's; may be left
   *     waiting in a read then
   * @param output gets what the command writes, in the order in which it came
   * @param atMost how long to wait; then it is ended
   * @throws IOException if one of the outputs fails; the command is ended then
   */
  public ExecuteResponse stream(
      ExecuteRequest request,
      InputStream input,
      OutputStream output,
      OutputStream error,
      Duration atMost)
      throws AgentException, InterruptedException, IOException {
    Optional<AgentSession> session = link.session();
    if (session.isEmpty()) {
      return runThenWrite(request, input, output, error, atMost);
    }
    try (PendingRequest pending =
        session
            .get()
            .beginStreamed(
                AgentMessage.newBuilder().setExecute(request), (done, total, text) -> {})) {
      pending.awaitStream(link.patience());
      AgentStream stream = pending.stream();
      Thread.ofVirtual().name("agent-input").start(() -> feed(input, stream));
      while (true) {
        AgentStream.Chunk chunk = take(stream);
        if (chunk == null) {
          break;
        }
        OutputStream to = chunk.channel() == StreamChannel.STREAM_CHANNEL_ERROR ? error : output;
        chunk.data().writeTo(to);
        to.flush();
      }
      return response(pending.await(atMost));
    }
  }

  /** Without streams: all input before it starts, all output when it has ended. */
  private ExecuteResponse runThenWrite(
      ExecuteRequest request,
      InputStream input,
      OutputStream output,
      OutputStream error,
      Duration atMost)
      throws AgentException, InterruptedException, IOException {
    byte[] all = input.readNBytes(MOST_INPUT + 1);
    if (all.length > MOST_INPUT) {
      throw new AgentException(
          ErrorCode.MESSAGE_TOO_LARGE,
          "This guest's agent takes at most %d KiB of input".formatted(MOST_INPUT / 1024));
    }
    ExecuteResponse answer =
        run(request.toBuilder().setInput(ByteString.copyFrom(all)).build(), atMost);
    answer.getStdoutBytes().writeTo(output);
    output.flush();
    answer.getStderrBytes().writeTo(error);
    error.flush();
    return answer;
  }

  private static AgentStream.@org.jspecify.annotations.Nullable Chunk take(AgentStream stream)
      throws AgentException, InterruptedException {
    try {
      return stream.take();
    } catch (IOException e) {
      throw reason(e);
    }
  }

  static AgentException reason(IOException e) {
    return e.getCause() instanceof AgentException why
        ? why
        : new AgentException(ErrorCode.STREAM_FAILED, "The stream broke off", e);
  }

  private static void feed(InputStream input, AgentStream stream) {
    byte[] piece = new byte[PIECE];
    try {
      for (int n = input.read(piece); n >= 0; n = input.read(piece)) {
        stream.write(StreamChannel.STREAM_CHANNEL_MAIN, piece, 0, n);
      }
      stream.end();
    } catch (IOException e) {
      // The command has ended and reads nothing more, or the input broke: it ends either way.
      try {
        stream.end();
      } catch (IOException over) {
        // The session is over, and with it the command.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ExecuteResponse response(AgentMessage answer) throws AgentException {
    if (!answer.hasExecuteResponse()) {
      throw new AgentException(
          ErrorCode.INVALID_MESSAGE, "The guest answered a command with something else");
    }
    return answer.getExecuteResponse();
  }
}
