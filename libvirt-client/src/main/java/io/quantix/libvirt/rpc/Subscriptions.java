package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Subscription;
import io.quantix.libvirt.event.LibvirtEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Everything that is listened to on one connection. */
final class Subscriptions {
  private final RpcConnection rpc;
  private final Set<EventSubscription> all = ConcurrentHashMap.newKeySet();

  Subscriptions(RpcConnection rpc) {
    this.rpc = rpc;
  }

  /**
   * Listens.
   *
   * @param events libvirt's numbers of what to listen to
   */
  <E extends LibvirtEvent> Subscription add(
      EventFamily family, List<Integer> events, Class<E> type, Consumer<? super E> listener)
      throws LibvirtException {
    EventSubscription subscription =
        new EventSubscription(
            rpc,
            family,
            events,
            event -> {
              if (type.isInstance(event)) {
                listener.accept(type.cast(event));
              }
            },
            all::remove);
    subscription.register();
    all.add(subscription);
    return subscription;
  }

  /** Goes on with what another connection listened to. */
  void takeOver(Subscriptions other) throws LibvirtException {
    for (EventSubscription each : List.copyOf(other.all)) {
      each.moveTo(rpc, all::remove);
      other.all.remove(each);
      all.add(each);
    }
  }

  /**
   * Ends every callback at the daemon, then the daemon's part of the connection, and waits no
   * longer than the grace. A daemon whose client goes away while its callbacks are being ended may
   * crash (seen with libvirt 9.0), so the socket comes last.
   */
  void sayGoodbye(Duration grace) {
    rpc.sayingGoodbye();
    all.forEach(EventSubscription::leave);
    CompletableFuture<Void> done = new CompletableFuture<>();
    var _ =
        rpc.events()
            .left()
            .whenComplete((_, _) -> {
              var _ =
                  rpc.submit(Procedure.CONNECT_CLOSE, new XdrWriter())
                      .whenComplete((_, _) -> done.complete(null));
            });
    boolean interrupted = false;
    for (long until = System.nanoTime() + grace.toNanos(), left = grace.toNanos();
        left > 0 && !done.isDone();
        left = until - System.nanoTime()) {
      try {
        done.get(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
