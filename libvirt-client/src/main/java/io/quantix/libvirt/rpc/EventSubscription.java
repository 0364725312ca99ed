package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Subscription;
import io.quantix.libvirt.event.LibvirtEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Some callbacks at the daemon, all of one family, and their listener. */
final class EventSubscription implements Subscription {
  private final EventFamily family;
  private final List<Integer> events;
  private final Consumer<LibvirtEvent> listener;
  private Consumer<EventSubscription> onEnd;
  private final List<Integer> callbacks = new ArrayList<>();
  // Held while the listener runs: close waits for it, and the listener itself may close.
  private final ReentrantLock delivering = new ReentrantLock();
  private RpcConnection rpc;
  private boolean closed;
  private boolean ended;

  /**
   * Makes one that {@link #register} brings to life.
   *
   * @param events libvirt's numbers of what to listen to
   * @param onEnd told when it is closed
   */
  EventSubscription(
      RpcConnection rpc,
      EventFamily family,
      List<Integer> events,
      Consumer<LibvirtEvent> listener,
      Consumer<EventSubscription> onEnd) {
    this.rpc = rpc;
    this.family = family;
    this.events = events;
    this.listener = listener;
    this.onEnd = onEnd;
  }

  /**
   * Asks for its events. What this daemon does not know of several is left out.
   *
   * @throws LibvirtException if it could not ask, or the daemon knows none of them
   */
  void register() throws LibvirtException {
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (int event : events) {
      // A callback's number is taken note of on the reader thread: its first event may be the very
      // next packet.
      asked.add(
          rpc.submit(
              family.register(),
              new XdrWriter().integer(event).flag(false),
              reply -> registered(reply.integer())));
    }
    LibvirtException refused = null;
    int known = 0;
    for (CompletableFuture<Void> each : asked) {
      try {
        rpc.await(each, family.register());
        known++;
      } catch (LibvirtException e) {
        if (e.kind() != Kind.UNSUPPORTED && e.kind() != Kind.INVALID_ARGUMENT) {
          close();
          throw e;
        }
        refused = e;
      }
    }
    if (known == 0 && refused != null) {
      close();
      throw refused;
    }
  }

  /** Goes on at another connection; what happened between the two is not told. */
  void moveTo(RpcConnection other, Consumer<EventSubscription> whenClosed) throws LibvirtException {
    synchronized (callbacks) {
      onEnd = whenClosed;
      callbacks.forEach(callback -> rpc.events().unregister(family, callback));
      callbacks.clear();
      rpc = other;
    }
    register();
  }

  private void registered(int callback) {
    synchronized (callbacks) {
      if (!ended) {
        callbacks.add(callback);
        rpc.events().register(family, callback, this);
        return;
      }
    }
    // Its subscriber has given up meanwhile.
    deregister(callback);
  }

  /** Ends its callbacks at the daemon; it can still go on at another connection. */
  void leave() {
    synchronized (callbacks) {
      for (int callback : callbacks) {
        rpc.events().unregister(family, callback);
        deregister(callback);
      }
      callbacks.clear();
    }
  }

  private void deregister(int callback) {
    rpc.events().leave(rpc.submit(family.deregister(), new XdrWriter().integer(callback)));
  }

  void deliver(LibvirtEvent event) {
    delivering.lock();
    try {
      if (!closed) {
        listener.accept(event);
      }
    } finally {
      delivering.unlock();
    }
  }

  @Override
  public void close() {
    delivering.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      delivering.unlock();
    }
    synchronized (callbacks) {
      ended = true;
      leave();
      onEnd.accept(this);
    }
  }
}
