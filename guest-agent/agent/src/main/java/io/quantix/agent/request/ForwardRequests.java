package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.forward.ForwardedConnection;
import io.quantix.agent.policy.ForwardPolicy;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ForwardRequest;
import io.quantix.agent.protocol.message.ForwardResponse;

/** TCP connections that are made inside the guest and go on through a stream. */
public final class ForwardRequests {
  private final ForwardPolicy policy;
  private final Admission admission;

  /** Within a policy. */
  public ForwardRequests(ForwardPolicy policy, Admission admission) {
    this.policy = policy;
    this.admission = admission;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers.on(PayloadCase.FORWARD, this::forward);
    handlers.unavailable(
        PayloadCase.FORWARD,
        () ->
            policy.allowsAny() ? "" : "disabled by policy: security.port_forward_targets is empty");
  }

  private AgentMessage.Builder forward(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ForwardRequest request = message.getForward();
    int port = request.getPort();
    ForwardedConnection.Carried carried =
        admission.audited(
            "forward",
            request.getHost() + ":" + Integer.toUnsignedString(port),
            "",
            context,
            () -> {
              if (request.getStreamId() == 0) {
                throw new AgentException(
                    ErrorCode.INVALID_REQUEST, "A connection goes through a stream", "stream_id");
              }
              String host = policy.allow(request.getHost(), port);
              try (ForwardedConnection connection = ForwardedConnection.open(host, port)) {
                AgentStream stream = context.openStream(request.getStreamId(), 0, 0);
                return connection.carry(stream);
              }
            });
    return AgentMessage.newBuilder()
        .setForwardResponse(
            ForwardResponse.newBuilder()
                .setBytesToGuest(carried.toGuest())
                .setBytesFromGuest(carried.fromGuest()));
  }
}
