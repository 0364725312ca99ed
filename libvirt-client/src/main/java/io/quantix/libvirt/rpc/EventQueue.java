package io.quantix.libvirt.rpc;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands the daemon's event messages to their listeners in order, on a thread of its own, so that a
 * slow listener holds up neither replies nor keepalive.
 */
final class EventQueue {

  private record Callback(EventFamily family, int number) {}

  private record Message(int procedure, XdrReader payload, int bytes) {}

  private static final Message STOP = new Message(-1, new XdrReader(ByteBuffer.allocate(0)), 0);

  private final LinkedBlockingQueue<Message> waiting =
      new LinkedBlockingQueue<>(Limits.WAITING_EVENTS);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Map<Callback, EventSubscription> byCallback = new ConcurrentHashMap<>();
  private final AtomicLong lastLeaving = new AtomicLong();
  private final Map<Long, CompletableFuture<?>> leaving = new ConcurrentHashMap<>();
  private final String peer;
  private boolean started;
  private boolean stopped;

  EventQueue(String peer) {
    this.peer = peer;
  }

  /** From now on messages of this callback go to the subscription. */
  synchronized void register(EventFamily family, int callback, EventSubscription subscription) {
    byCallback.put(new Callback(family, callback), subscription);
    if (!started && !stopped) {
      started = true;
      Thread.ofPlatform().daemon().name("libvirt-events " + peer).start(this::deliver);
    }
  }

  void unregister(EventFamily family, int callback) {
    byCallback.remove(new Callback(family, callback));
  }

  /** Takes note of a callback's end that the daemon has not confirmed. */
  void leave(CompletableFuture<?> reply) {
    long number = lastLeaving.incrementAndGet();
    leaving.put(number, reply);
    var _ = reply.whenComplete((_, _) -> leaving.remove(number));
  }

  /** Completes when the daemon has confirmed every callback's end, or cannot any more. */
  CompletableFuture<Void> left() {
    return CompletableFuture.allOf(leaving.values().toArray(CompletableFuture[]::new));
  }

  /**
   * Takes a message from the reader thread, unless it is of a callback that nobody here has: then
   * it is of a subscription that has ended, or that its caller has not got yet.
   *
   * @return false if there is no room
   */
  boolean add(int procedure, ByteBuffer payload) {
    Optional<EventFamily> family = EventFamily.of(procedure);
    if (payload.remaining() < 4
        || family.isEmpty()
        || !byCallback.containsKey(
            new Callback(family.get(), payload.getInt(payload.position())))) {
      return true;
    }
    int bytes = payload.remaining();
    if (waitingBytes.addAndGet(bytes) > Limits.WAITING_EVENT_BYTES) {
      return false;
    }
    return waiting.offer(new Message(procedure, new XdrReader(payload), bytes));
  }

  synchronized void stop() {
    stopped = true;
    if (started && !waiting.offer(STOP)) {
      waiting.clear();
      waiting.add(STOP);
    }
  }

  private void deliver() {
    try {
      Message message = waiting.take();
      while (message.procedure() != STOP.procedure()) {
        waitingBytes.addAndGet(-message.bytes());
        deliver(message);
        message = waiting.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Message message) {
    try {
      int callback = message.payload().integer();
      Optional<EventFamily> family = EventFamily.of(message.procedure());
      EventSubscription subscription =
          family.isEmpty() ? null : byCallback.get(new Callback(family.get(), callback));
      if (subscription != null) {
        HostEvents.read(message.procedure(), message.payload()).ifPresent(subscription::deliver);
      }
    } catch (ProtocolException e) {
      logger()
          .log(
              System.Logger.Level.WARNING,
              "an event from " + peer + " cannot be read and is left out",
              e);
    } catch (RuntimeException e) {
      logger().log(System.Logger.Level.WARNING, "a listener to events from " + peer + " failed", e);
    }
  }

  // Finding a logger takes longer than connecting, and most queues never need one.
  private static System.Logger logger() {
    return System.getLogger(EventQueue.class.getName());
  }
}
