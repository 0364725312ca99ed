package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.channel.SessionEvents;
import io.quantix.agent.platform.Platform;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.AgentReadyEvent;
import io.quantix.agent.protocol.message.Capability;
import io.quantix.agent.protocol.message.GetCapabilitiesResponse;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.SubscribeRequest;
import io.quantix.agent.protocol.message.SubscribeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What the host is told unasked, and what it may ask for. */
public final class EventRequests {
  private final Platform platform;
  private final TelemetryFeed telemetry;
  private final String version;
  private final Supplier<Map<String, String>> features;
  private final AtomicBoolean readyTold = new AtomicBoolean();
  private BiConsumer<SessionEvents, Boolean> clipboard = (events, wanted) -> {};

  /**
   * Of that platform.
   *
   * @param version the agent's
   * @param features what else a host may want to know, by name
   */
  public EventRequests(
      Platform platform,
      TelemetryFeed telemetry,
      String version,
      Supplier<Map<String, String>> features) {
    this.platform = platform;
    this.telemetry = telemetry;
    this.version = version;
    this.features = features;
  }

  /** Has this told who wants to know of the clipboard's changes, and who does not any more. */
  public EventRequests onClipboard(BiConsumer<SessionEvents, Boolean> listener) {
    clipboard = listener;
    return this;
  }

  /** Takes the requests that it can do, and greets. */
  public void register(RequestHandlers handlers) {
    handlers
        .on(PayloadCase.SUBSCRIBE, this::subscribe)
        .on(
            PayloadCase.GET_CAPABILITIES,
            (message, context) ->
                AgentMessage.newBuilder()
                    .setGetCapabilitiesResponse(capabilities(handlers.capabilities())))
        .onGreeting(events -> ready(events, handlers));
  }

  /** Once in an agent's life: the first host learns that it has started. */
  private void ready(SessionEvents events, RequestHandlers handlers) {
    if (!readyTold.compareAndSet(false, true)) {
      return;
    }
    GuestIdentity self = SystemRequests.identity(platform);
    events.publish(
        AgentMessage.newBuilder()
            .setAgentReady(
                AgentReadyEvent.newBuilder()
                    .setVersion(version)
                    .setHostname(self.getHostname())
                    .addAllCapabilities(available(handlers.capabilities()))
                    .setOs(self.getOsFamily())
                    .setArchitecture(self.getArchitecture()))
            .build());
  }

  private static List<String> available(List<Capability> all) {
    return all.stream().filter(Capability::getAvailable).map(Capability::getName).toList();
  }

  private GetCapabilitiesResponse capabilities(List<Capability> all) {
    GuestIdentity self = SystemRequests.identity(platform);
    return GetCapabilitiesResponse.newBuilder()
        .setVersion(version)
        .setOs(self.getOsFamily())
        .setArchitecture(self.getArchitecture())
        .addAllCapabilities(available(all))
        .putAllFeatures(features.get())
        .addAllAll(all)
        .build();
  }

  private AgentMessage.Builder subscribe(AgentMessage message, RequestContext context) {
    SubscribeRequest request = message.getSubscribe();
    Duration granted =
        telemetry.subscribe(
            context.events(),
            Duration.ofSeconds(Integer.toUnsignedLong(request.getTelemetryIntervalSecs())));
    clipboard.accept(context.events(), request.getClipboard());
    return AgentMessage.newBuilder()
        .setSubscribeResponse(
            SubscribeResponse.newBuilder().setTelemetryIntervalSecs((int) granted.toSeconds()));
  }
}
