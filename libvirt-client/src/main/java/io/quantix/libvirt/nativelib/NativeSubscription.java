package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Subscription;
import io.quantix.libvirt.event.LibvirtEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.libvirt.jna.ConnectionPointer;

/** Some callbacks of libvirt's, all of one family, and their listener. */
final class NativeSubscription implements Subscription {
  private static final Routes<NativeSubscription> ROUTES = new Routes<>();

  private final NativeEventFamily family;
  private final List<Integer> events;
  private final Consumer<LibvirtEvent> listener;
  private final List<Integer> callbacks = new ArrayList<>();
  // Held while the listener runs: close waits for it, and the listener itself may close.
  private final ReentrantLock delivering = new ReentrantLock();
  private final long route;
  private NativeSession session;
  private boolean closed;

  /**
   * Makes one that {@link #register} brings to life.
   *
   * @param events libvirt's numbers of what to listen to
   */
  NativeSubscription(
      NativeSession session,
      NativeEventFamily family,
      List<Integer> events,
      Consumer<LibvirtEvent> listener) {
    this.session = session;
    this.family = family;
    this.events = events;
    this.listener = listener;
    this.route = ROUTES.add(this);
  }

  /** On the event loop: an event for the subscription that libvirt was given the number of. */
  static void happened(Pointer opaque, LibvirtEvent event) {
    ROUTES.find(opaque).ifPresent(subscription -> subscription.happened(event));
  }

  private void happened(LibvirtEvent event) {
    NativeSession now;
    synchronized (callbacks) {
      now = session;
    }
    now.events().add(this, event);
  }

  /**
   * Asks for its events. What this libvirt or driver does not know of several is left out.
   *
   * @throws LibvirtException if it could not ask, or none of them is known
   */
  void register() throws LibvirtException {
    NativeSession now;
    synchronized (callbacks) {
      now = session;
    }
    try {
      now.<Boolean>call(call -> {
        register(call);
        return true;
      });
    } catch (LibvirtException e) {
      close();
      throw e;
    }
  }

  private void register(NativeCall call) throws LibvirtException {
    int known = 0;
    for (int event : events) {
      int callback =
          family.register(call.libvirt(), call.connection(), event, Pointer.createConstant(route));
      if (callback < 0) {
        LibvirtException refused = call.error();
        boolean unknown =
            refused.kind() == Kind.UNSUPPORTED || refused.kind() == Kind.INVALID_ARGUMENT;
        if (!unknown || (event == events.getLast() && known == 0)) {
          throw refused;
        }
      } else {
        known++;
        registered(call, callback);
      }
    }
  }

  private void registered(NativeCall call, int callback) {
    synchronized (callbacks) {
      if (!closed && session == call.session()) {
        callbacks.add(callback);
        return;
      }
    }
    // Its subscriber has given up meanwhile.
    family.deregister(call.libvirt(), call.connection(), callback);
  }

  /** Goes on at another connection; what happened between the two is not told. */
  void moveTo(NativeSession other) throws LibvirtException {
    synchronized (callbacks) {
      if (closed) {
        return;
      }
      if (session.isOpen()) {
        deregisterLater();
      }
      callbacks.clear();
      session = other;
    }
    register();
  }

  // With the lock held.
  private void deregisterLater() {
    List<Integer> left = List.copyOf(callbacks);
    session.later(call -> {
      left.forEach(each -> family.deregister(call.libvirt(), call.connection(), each));
      return true;
    });
  }

  /** Ends its callbacks at the end of a connection; it can still go on at another. */
  void leave(NativeSession at, LibvirtCalls libvirt, ConnectionPointer connection) {
    synchronized (callbacks) {
      if (session == at) {
        callbacks.forEach(each -> family.deregister(libvirt, connection, each));
        callbacks.clear();
      }
    }
  }

  void deliver(LibvirtEvent event) {
    delivering.lock();
    try {
      if (!closed()) {
        listener.accept(event);
      }
    } finally {
      delivering.unlock();
    }
  }

  private boolean closed() {
    synchronized (callbacks) {
      return closed;
    }
  }

  @Override
  public void close() {
    NativeSession now;
    delivering.lock();
    try {
      synchronized (callbacks) {
        if (closed) {
          return;
        }
        closed = true;
        now = session;
        deregisterLater();
        callbacks.clear();
      }
    } finally {
      delivering.unlock();
    }
    ROUTES.remove(route);
    now.subscriptions().remove(this);
  }
}
