package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.event.LibvirtEvent;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands a connection's events to their listeners in order, on a thread of its own, so that a slow
 * listener does not hold up the event loop, which all connections share.
 */
final class NativeEventQueue {
  private static final System.Logger LOG = System.getLogger(NativeEventQueue.class.getName());
  private static final int MOST_WAITING = 100_000;

  // An empty one ends the thread.
  private final LinkedBlockingQueue<Optional<Delivery>> waiting =
      new LinkedBlockingQueue<>(MOST_WAITING);
  private final String uri;
  private final Runnable whenFull;
  private boolean started;
  private boolean stopped;

  private record Delivery(NativeSubscription subscription, LibvirtEvent event) {}

  /**
   * Makes one that begins with the first event.
   *
   * @param whenFull called when the listeners are so slow that no more events can wait
   */
  NativeEventQueue(String uri, Runnable whenFull) {
    this.uri = uri;
    this.whenFull = whenFull;
  }

  void add(NativeSubscription subscription, LibvirtEvent event) {
    boolean full;
    synchronized (this) {
      if (stopped) {
        return;
      }
      if (!started) {
        started = true;
        Thread.ofPlatform().daemon().name("libvirt-events " + uri).start(this::deliver);
      }
      full = !waiting.offer(Optional.of(new Delivery(subscription, event)));
    }
    if (full) {
      whenFull.run();
    }
  }

  synchronized void stop() {
    stopped = true;
    if (started && !waiting.offer(Optional.empty())) {
      waiting.clear();
      waiting.add(Optional.empty());
    }
  }

  private void deliver() {
    try {
      Optional<Delivery> next = waiting.take();
      while (next.isPresent()) {
        deliver(next.get());
        next = waiting.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Delivery next) {
    try {
      next.subscription().deliver(next.event());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener to events from " + uri + " failed", e);
    }
  }
}
