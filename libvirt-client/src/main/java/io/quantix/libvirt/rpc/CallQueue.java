package io.quantix.libvirt.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection that wait to be sent and those that the daemon has, never more of
 * these than a window allows. The connection's lock guards it.
 *
 * <p>The daemon reads five calls of a client ahead and warns in its log of one that sends more.
 * That keeps it busy as long as it is near. Far away most of the time would go by on the way, and
 * so calls that only read and are quick are not held to the window there: the daemon reads them
 * when it comes to them.
 */
final class CallQueue {
  /** Quick reads in flight to a daemon that is far: what the quickest can answer in a while. */
  static final int READS_IN_FLIGHT = 512;

  /** A round trip from which on a daemon is far, in nanoseconds. */
  private static final long FAR = 1_000_000;

  private final int window;
  private final LongSupplier clock;
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private final ArrayDeque<Call> waitingReads = new ArrayDeque<>();
  private final Map<Integer, Call> inFlight = new HashMap<>();
  private int readsInFlight;
  private long roundTrip = Long.MAX_VALUE;

  /**
   * Makes an empty one.
   *
   * @param window calls in flight at once
   * @param clock nanoseconds, from any beginning
   */
  CallQueue(int window, LongSupplier clock) {
    this.window = Math.max(1, window);
    this.clock = clock;
  }

  void add(Call call) {
    (call.quickRead ? waitingReads : waiting).add(call);
  }

  /** The next call that may be sent now, which is in flight from now on; null if there is none. */
  @Nullable Call next() {
    boolean far = roundTrip != Long.MAX_VALUE && roundTrip >= FAR;
    int others = inFlight.size() - readsInFlight;
    Call call = (far ? others : inFlight.size()) < window ? waiting.peek() : null;
    Call read =
        inFlight.size() < (far ? READS_IN_FLIGHT + window : window) ? waitingReads.peek() : null;
    if (read != null && (call == null || read.serial - call.serial < 0)) {
      waitingReads.remove();
      readsInFlight++;
      call = read;
    } else if (call != null) {
      waiting.remove();
    } else {
      return null;
    }
    inFlight.put(call.serial, call);
    call.sentAt = clock.getAsLong();
    return call;
  }

  /** The call that a reply belongs to, which is over; null if it was not made. */
  @Nullable Call replied(int serial) {
    Call call = inFlight.remove(serial);
    if (call != null) {
      if (call.quickRead) {
        readsInFlight--;
      }
      roundTrip = Math.min(roundTrip, clock.getAsLong() - call.sentAt);
    }
    return call;
  }

  /** Nobody waits for these any more; what has not been sent never will be. */
  void forget(Predicate<Call> which) {
    waiting.removeIf(which);
    waitingReads.removeIf(which);
  }

  /** Empties it and gives all that were in it. */
  Collection<Call> end() {
    List<Call> all = new ArrayList<>(inFlight.values());
    all.addAll(waiting);
    all.addAll(waitingReads);
    inFlight.clear();
    waiting.clear();
    waitingReads.clear();
    readsInFlight = 0;
    return all;
  }
}
