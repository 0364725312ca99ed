package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Subscription;
import io.quantix.libvirt.event.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What {@code Connection.onDomainEvent} gives: some callbacks at the daemon and their listener. */
final class EventSubscription implements Subscription {
  private final RpcConnection rpc;
  private final Consumer<? super DomainEvent> listener;
  private final List<Integer> callbacks = new ArrayList<>();
  // Held while the listener runs: close waits for it, and the listener itself may close.
  private final ReentrantLock delivering = new ReentrantLock();
  private boolean closed;
  private boolean ended;

  EventSubscription(RpcConnection rpc, Consumer<? super DomainEvent> listener) {
    this.rpc = rpc;
    this.listener = listener;
  }

  /** Called on the reader thread, before any message of the callback can have been taken. */
  void registered(int callback) {
    synchronized (callbacks) {
      if (!ended) {
        callbacks.add(callback);
        rpc.events().register(callback, this);
        return;
      }
    }
    // Its subscriber has given up meanwhile.
    deregister(callback);
  }

  private void deregister(int callback) {
    var _ =
        rpc.submit(
            Procedure.CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY,
            new XdrWriter().integer(callback));
  }

  void deliver(DomainEvent event) {
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
      for (int callback : callbacks) {
        rpc.events().unregister(callback);
        deregister(callback);
      }
    }
  }
}
