package io.quantix.desktop.host;

import io.quantix.agent.client.AgentEvents;
import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.desktop.model.VmModel;
import io.quantix.libvirt.LibvirtException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The guests of a libvirt session. */
final class SessionGuests implements GuestAccess {
  private final LibvirtHostSession session;
  private final Executor fx;

  SessionGuests(LibvirtHostSession session, Executor fx) {
    this.session = session;
    this.fx = fx;
  }

  @Override
  public CompletableFuture<Guest> open(VmModel vm, AgentEvents events) {
    return open(vm, events, false);
  }

  @Override
  public CompletableFuture<Guest> takeOver(VmModel vm, AgentEvents events) {
    return open(vm, events, true);
  }

  private CompletableFuture<Guest> open(VmModel vm, AgentEvents events, boolean takeOver) {
    CompletableFuture<Guest> answer = new CompletableFuture<>();
    AgentOptions options = AgentOptions.of("Quantix").withEvents(events);
    Thread.ofVirtual()
        .name("guest " + vm.uuid())
        .start(() -> {
          try {
            Guest guest =
                DomainGuests.open(() -> session.work().domain(vm.uuid()), options, takeOver);
            fx.execute(() -> {
              if (!answer.complete(guest)) {
                Thread.startVirtualThread(guest::close); // nobody waits for it any more
              }
            });
          } catch (AgentException | LibvirtException | InterruptedException | RuntimeException e) {
            fx.execute(() -> answer.completeExceptionally(e));
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<ChannelAdded> addChannel(VmModel vm) {
    return session.ask(() -> DomainGuests.addChannel(session.work().domain(vm.uuid())));
  }
}
