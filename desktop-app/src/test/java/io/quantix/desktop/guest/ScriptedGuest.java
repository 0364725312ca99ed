package io.quantix.desktop.guest;

import io.quantix.agent.client.AgentEvents;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestLink;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.Capability;
import io.quantix.desktop.host.GuestAccess;
import io.quantix.desktop.model.VmModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A guest that answers as it is told, for what a real one does not do when it is wanted. */
final class ScriptedGuest implements GuestLink, GuestAccess {
  /** What it answers to a request. */
  interface Answer {
    AgentMessage.Builder to(AgentMessage request) throws AgentException, InterruptedException;
  }

  final Map<PayloadCase, Answer> answers = new ConcurrentHashMap<>();
  final List<AgentMessage> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger closed = new AtomicInteger();
  volatile Optional<AgentException> refusal = Optional.empty();
  volatile AgentEvents events = AgentEvents.NONE;
  private volatile AgentHello hello;

  ScriptedGuest(String... capabilities) {
    AgentHello.Builder told = AgentHello.newBuilder().setAgentVersion("9.9");
    told.getGuestBuilder().setHostname("scripted").setOsName("Test OS");
    for (String capability : capabilities) {
      told.addCapabilities(Capability.newBuilder().setName(capability).setAvailable(true));
    }
    hello = told.build();
  }

  void cannot(String capability, String reason) {
    hello =
        hello.toBuilder()
            .addCapabilities(Capability.newBuilder().setName(capability).setReason(reason))
            .build();
  }

  @Override
  public AgentHello hello() {
    return hello;
  }

  @Override
  public AgentMessage request(AgentMessage.Builder message, Duration atMost)
      throws AgentException, InterruptedException {
    AgentMessage request = message.build();
    asked.add(request);
    Answer answer = answers.get(request.getPayloadCase());
    if (answer == null) {
      throw new AgentException(ErrorCode.NOT_AVAILABLE, "not in the script");
    }
    return answer.to(request).build();
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Optional<AgentSession> session() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  @Override
  public CompletableFuture<Guest> takeOver(VmModel vm, AgentEvents listener) {
    return open(vm, listener);
  }

  @Override
  public CompletableFuture<Guest> open(VmModel vm, AgentEvents told) {
    events = told;
    return refusal
        .<CompletableFuture<Guest>>map(CompletableFuture::failedFuture)
        .orElseGet(() -> CompletableFuture.completedFuture(new Guest(this)));
  }

  @Override
  public CompletableFuture<ChannelAdded> addChannel(VmModel vm) {
    return CompletableFuture.completedFuture(ChannelAdded.AT_NEXT_START);
  }
}
