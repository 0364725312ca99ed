package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.command.CommandRequest;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.StreamChannel;
import io.quantix.agent.protocol.message.TerminalRequest;
import io.quantix.agent.protocol.message.TerminalResize;
import io.quantix.agent.protocol.message.TerminalResponse;
import io.quantix.agent.terminal.RunningTerminal;
import io.quantix.agent.terminal.TerminalOutput;
import io.quantix.agent.terminal.Terminals;
import io.quantix.agent.terminal.WindowSize;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Interactive terminals: what is typed and what is shown go through a stream. When that is reset,
 * the request is cancelled, or the host goes, the terminal is hung up.
 */
public final class TerminalRequests {
  /** What a terminal takes for the end of what is typed. */
  private static final byte[] END_OF_FILE = {4};

  private static final int MAX_TYPE = 64;

  private final Terminals terminals;
  private final RateLimits limits;
  private final Admission admission;

  /** Opens them by these, within the limits of commands. */
  public TerminalRequests(Terminals terminals, RateLimits limits, Admission admission) {
    this.terminals = terminals;
    this.limits = limits;
    this.admission = admission;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers.on(PayloadCase.TERMINAL, this::open);
    handlers.unavailable(
        PayloadCase.TERMINAL,
        () -> terminals.enabled() ? "" : "disabled by policy: security.terminal");
  }

  private AgentMessage.Builder open(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    TerminalRequest request = message.getTerminal();
    long from = System.nanoTime();
    int status =
        admission.audited(
            "terminal",
            commandLine(request),
            request.getRunAsUser(),
            context,
            () -> {
              limits.command();
              return run(request, context);
            },
            (entry, ended) -> entry.ended(ended, (System.nanoTime() - from) / 1_000_000));
    return AgentMessage.newBuilder()
        .setTerminalResponse(TerminalResponse.newBuilder().setExitCode(status));
  }

  private static String commandLine(TerminalRequest request) {
    return request.getArgsCount() == 0
        ? request.getCommand()
        : request.getCommand() + " " + String.join(" ", request.getArgsList());
  }

  private int run(TerminalRequest request, RequestContext context)
      throws AgentException, InterruptedException {
    if (request.getStreamId() == 0) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST, "A terminal goes through a stream", "stream_id");
    }
    CommandRequest wanted =
        new CommandRequest(
            request.getCommand(),
            request.getArgsList(),
            request.getWorkingDirectory(),
            request.getEnvironmentMap(),
            Duration.ZERO,
            request.getRunAsUser(),
            "",
            true);
    Shown shown = new Shown();
    RunningTerminal terminal =
        terminals.open(
            wanted, WindowSize.of(request.getColumns(), request.getRows()), type(request), shown);
    try {
      context.onResize(request.getStreamId(), size -> resize(terminal, size));
      AgentStream stream = context.openStream(request.getStreamId(), 0, terminal.pid());
      shown.on(stream, terminal);
      Thread.ofPlatform().name("agent-keys").daemon().start(() -> type(stream, terminal));
    } catch (AgentException e) {
      shown.nowhere(e);
      terminal.close();
      terminal.await();
      throw e;
    }
    return terminal.await();
  }

  private static String type(TerminalRequest request) throws AgentException {
    String type = request.getTerminalType();
    if (type.length() > MAX_TYPE || !type.matches("[A-Za-z0-9._+-]*")) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST,
          "A terminal's type has at most " + MAX_TYPE + " letters, digits and . _ + -",
          "terminal_type");
    }
    return type;
  }

  private static void resize(RunningTerminal terminal, TerminalResize size) {
    try {
      terminal.resize(WindowSize.of(size.getColumns(), size.getRows()));
    } catch (AgentException | IOException e) {
      // It has no answer, and the terminal keeps the size that it has.
    }
  }

  private static void type(AgentStream from, RunningTerminal terminal) {
    byte[] keys = new byte[8192];
    try {
      for (int n = from.read(keys, 0, keys.length); n > 0; n = from.read(keys, 0, keys.length)) {
        terminal.write(n == keys.length ? keys : java.util.Arrays.copyOf(keys, n));
      }
      terminal.write(END_OF_FILE);
    } catch (IOException e) {
      // The host has gone, or what ran in it has ended; then this changes nothing.
      terminal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what the terminal shows; the terminal waits while the host does not take it. */
  private static final class Shown implements TerminalOutput {
    private record Target(AgentStream stream, RunningTerminal terminal) {}

    private final CompletableFuture<Target> target = new CompletableFuture<>();

    void on(AgentStream stream, RunningTerminal terminal) {
      target.complete(new Target(stream, terminal));
    }

    void nowhere(AgentException why) {
      target.completeExceptionally(why);
    }

    @Override
    public void output(byte[] data, int length) throws InterruptedException {
      Target to;
      try {
        to = target.get();
      } catch (ExecutionException e) {
        return;
      }
      try {
        to.stream().write(StreamChannel.STREAM_CHANNEL_MAIN, data, 0, length);
      } catch (IOException e) {
        to.terminal().close();
      }
    }
  }
}
