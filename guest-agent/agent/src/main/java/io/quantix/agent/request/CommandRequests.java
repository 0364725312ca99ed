package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.command.CollectedOutput;
import io.quantix.agent.command.CommandOutput;
import io.quantix.agent.command.CommandRequest;
import io.quantix.agent.command.CommandResult;
import io.quantix.agent.command.Commands;
import io.quantix.agent.command.RunningCommand;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs commands: with their output in the answer, or live through a stream. */
public final class CommandRequests {
  /** Of each of the two outputs that an answer holds, so that both fit into its frame. */
  private static final int MAX_OUTPUT = 60 * 1024;

  private final Commands commands;
  private final RateLimits limits;
  private final Admission admission;

  /** Runs them by these, within the limits. */
  public CommandRequests(Commands commands, RateLimits limits, Admission admission) {
    this.commands = commands;
    this.limits = limits;
    this.admission = admission;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers.on(PayloadCase.EXECUTE, this::execute);
  }

  private AgentMessage.Builder execute(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ExecuteRequest request = message.getExecute();
    CommandRequest wanted =
        new CommandRequest(
            request.getCommand(),
            request.getArgsList(),
            request.getWorkingDirectory(),
            request.getEnvironmentMap(),
            Duration.ofSeconds(Integer.toUnsignedLong(request.getTimeoutSeconds())),
            request.getRunAsUser(),
            request.getRunAsGroup(),
            request.getIncludeSupplementaryGroups());
    ExecuteResponse.Builder answer =
        admission.audited(
            "execute",
            commandLine(request),
            request.getRunAsUser(),
            context,
            () -> {
              limits.command();
              return request.getStreamId() == 0
                  ? collected(request, wanted)
                  : streamed(request, wanted, context);
            },
            (entry, ended) -> entry.ended(ended.getExitCode(), ended.getDurationMs()));
    return AgentMessage.newBuilder().setExecuteResponse(answer);
  }

  private static String commandLine(ExecuteRequest request) {
    return request.getArgsCount() == 0
        ? request.getCommand()
        : request.getCommand() + " " + String.join(" ", request.getArgsList());
  }

  private ExecuteResponse.Builder collected(ExecuteRequest request, CommandRequest wanted)
      throws AgentException, InterruptedException {
    CollectedOutput output = new CollectedOutput(MAX_OUTPUT);
    boolean input = !request.getInput().isEmpty();
    RunningCommand running = commands.start(wanted, input, output);
    if (input) {
      try (OutputStream to = running.input()) {
        request.getInput().writeTo(to);
      } catch (IOException e) {
        // It did not want all of it; its exit status says whether that matters.
      }
    }
    return result(await(running))
        .setStdout(text(output, CommandOutput.Channel.OUTPUT))
        .setStderr(text(output, CommandOutput.Channel.ERROR))
        .setStdoutTruncated(output.truncated(CommandOutput.Channel.OUTPUT))
        .setStderrTruncated(output.truncated(CommandOutput.Channel.ERROR));
  }

  private static String text(CollectedOutput output, CommandOutput.Channel channel) {
    return new String(output.bytes(channel), StandardCharsets.UTF_8);
  }

  private ExecuteResponse.Builder streamed(
      ExecuteRequest request, CommandRequest wanted, RequestContext context)
      throws AgentException, InterruptedException {
    StreamedOutput output = new StreamedOutput();
    RunningCommand running = commands.start(wanted, true, output);
    AgentStream stream;
    try {
      stream = context.openStream(request.getStreamId(), 0, running.pid());
    } catch (AgentException e) {
      output.close();
      running.cancel();
      throw e;
    }
    output.open(stream);
    Thread.ofPlatform().name("agent-stdin").daemon().start(() -> feed(stream, running.input()));
    return result(await(running));
  }

  /** What the host sends is the command's standard input; when either ends, that is over. */
  private static void feed(AgentStream from, OutputStream to) {
    byte[] piece = new byte[8192];
    try (to) {
      for (int n = from.read(piece, 0, piece.length);
          n > 0;
          n = from.read(piece, 0, piece.length)) {
        to.write(piece, 0, n);
        to.flush();
      }
    } catch (IOException e) {
      // The command reads nothing more, or the host is gone; then it is ended elsewhere.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CommandResult await(RunningCommand running) throws InterruptedException {
    try {
      return running.await();
    } catch (InterruptedException e) {
      running.cancel();
      throw e;
    }
  }

  private static ExecuteResponse.Builder result(CommandResult result) {
    return ExecuteResponse.newBuilder()
        .setExitCode(result.exitCode())
        .setDurationMs(result.duration().toMillis())
        .setTimedOut(result.timedOut());
  }

  /** Sends on what the command writes; waits for the host where that is slower. */
  private static final class StreamedOutput implements CommandOutput {
    private final java.util.concurrent.CompletableFuture<AgentStream> stream =
        new java.util.concurrent.CompletableFuture<>();

    void open(AgentStream opened) {
      stream.complete(opened);
    }

    void close() {
      stream.completeExceptionally(
          new AgentException(ErrorCode.STREAM_FAILED, "The stream could not be opened"));
    }

    @Override
    public void output(Channel channel, byte[] data, int length) throws InterruptedException {
      try {
        stream
            .get()
            .write(
                channel == Channel.ERROR
                    ? StreamChannel.STREAM_CHANNEL_ERROR
                    : StreamChannel.STREAM_CHANNEL_MAIN,
                data,
                0,
                length);
      } catch (IOException | java.util.concurrent.ExecutionException e) {
        // Nobody reads it any more: the command runs on, as it would with a closed terminal.
      }
    }
  }
}
