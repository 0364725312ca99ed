package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.AgentUpdateRequest;
import io.quantix.agent.protocol.message.AgentUpdateResponse;
import io.quantix.agent.protocol.message.AgentUpdateState;
import io.quantix.agent.update.LastUpdate;
import io.quantix.agent.update.SelfUpdate;
import java.time.Duration;

/** The agent's own update, and how the last one went. */
public final class UpdateRequests {
  /** Until the answer is through; it may also be lost, and the host asks the agent that comes. */
  private static final Duration ANSWERED = Duration.ofMillis(500);

  private final SelfUpdate update;
  private final Admission admission;
  private final String version;
  private final Runnable restart;

  /**
   * Of this program.
   *
   * @param version that runs
   * @param restart ends the program, which whatever started it then starts again
   */
  public UpdateRequests(SelfUpdate update, Admission admission, String version, Runnable restart) {
    this.update = update;
    this.admission = admission;
    this.version = version;
    this.restart = restart;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers.on(PayloadCase.AGENT_UPDATE, this::update);
    handlers.unavailable(PayloadCase.AGENT_UPDATE, update::unavailable);
  }

  private AgentMessage.Builder update(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    AgentUpdateRequest request = message.getAgentUpdate();
    if (request.getVersion().isEmpty()) {
      return last();
    }
    admission.audited(
        "self_update",
        request.getVersion() + " " + request.getPlatform(),
        "",
        context,
        () -> {
          install(request, context);
          return true;
        });
    Thread.ofPlatform().name("agent-restart").daemon().start(this::restartSoon);
    return AgentMessage.newBuilder()
        .setAgentUpdateResponse(
            AgentUpdateResponse.newBuilder()
                .setState(AgentUpdateState.AGENT_UPDATE_APPLYING)
                .setVersion(version)
                .setUpdateVersion(request.getVersion()));
  }

  private AgentMessage.Builder last() throws AgentException {
    LastUpdate last = update.last();
    return AgentMessage.newBuilder()
        .setAgentUpdateResponse(
            AgentUpdateResponse.newBuilder()
                .setState(last.state())
                .setVersion(version)
                .setUpdateVersion(last.version())
                .setReason(last.reason()));
  }

  private void install(AgentUpdateRequest request, RequestContext context)
      throws AgentException, InterruptedException {
    if (request.getStreamId() == 0) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST, "The package comes through a stream", "stream_id");
    }
    AgentStream stream = context.openStream(request.getStreamId(), request.getTotalBytes(), 0);
    update.install(
        request.getVersion(),
        request.getPlatform(),
        request.getTotalBytes(),
        request.getSha256().toByteArray(),
        request.getSignature().toByteArray(),
        piece -> stream.read(piece, 0, piece.length),
        (state, done, total) -> context.progress(done, total, state.name()));
  }

  private void restartSoon() {
    try {
      Thread.sleep(ANSWERED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    restart.run();
  }
}
