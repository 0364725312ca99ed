package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Subscription;
import io.quantix.libvirt.event.LibvirtEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.libvirt.jna.ConnectionPointer;

/** Everything that is listened to on one connection. */
final class NativeSubscriptions {
  private final NativeSession session;
  private final Set<NativeSubscription> all = ConcurrentHashMap.newKeySet();

  NativeSubscriptions(NativeSession session) {
    this.session = session;
  }

  /**
   * Listens.
   *
   * @param events libvirt's numbers of what to listen to
   */
  <E extends LibvirtEvent> Subscription add(
      NativeEventFamily family, List<Integer> events, Class<E> type, Consumer<? super E> listener)
      throws LibvirtException {
    NativeSubscription subscription =
        new NativeSubscription(
            session,
            family,
            events,
            event -> {
              if (type.isInstance(event)) {
                listener.accept(type.cast(event));
              }
            });
    all.add(subscription);
    subscription.register();
    return subscription;
  }

  void remove(NativeSubscription subscription) {
    all.remove(subscription);
  }

  /** Goes on with what another connection listened to. */
  void takeOver(NativeSubscriptions other) throws LibvirtException {
    for (NativeSubscription each : List.copyOf(other.all)) {
      other.all.remove(each);
      all.add(each);
      each.moveTo(session);
    }
  }

  /** Ends every callback, so that libvirt lets go of the connection; they can go on at another. */
  void leave(LibvirtCalls libvirt, ConnectionPointer connection) {
    all.forEach(each -> each.leave(session, libvirt, connection));
  }
}
