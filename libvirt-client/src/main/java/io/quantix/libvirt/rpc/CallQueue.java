package io.quantix.libvirt.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection that wait to be sent and those that the daemon has, never more of
 * these than a window allows. The connection's lock guards it.
 *
 * <p>The daemon reads five calls of a client ahead and warns in its log, once for a connection, of
 * one that sends more. So calls are held to a window; but not those that only read, are quick, and
 * are made many at a time: for these the way there and back is most of what they cost, and the
 * daemon reads them when it comes to them. Where it could overlook them ({@link
 * io.quantix.libvirt.transport.ByteTransport#isPlain}) no call counts as one.
 */
final class CallQueue {
  /** Quick reads in flight: what the quickest daemon can answer in a while. */
  static final int READS_IN_FLIGHT = 512;

  private final int window;
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private final ArrayDeque<Call> waitingReads = new ArrayDeque<>();
  private final Map<Integer, Call> inFlight = new HashMap<>();
  private int readsInFlight;

  /**
   * Makes an empty one.
   *
   * @param window calls in flight at once, quick reads not counted
   */
  CallQueue(int window) {
    this.window = Math.max(1, window);
  }

  void add(Call call) {
    (call.quickRead ? waitingReads : waiting).add(call);
  }

  /** The next call that may be sent now, which is in flight from now on; null if there is none. */
  @Nullable Call next() {
    Call call = inFlight.size() - readsInFlight < window ? waiting.peek() : null;
    Call read = readsInFlight < READS_IN_FLIGHT ? waitingReads.peek() : null;
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
    return call;
  }

  /** The call that a reply belongs to, which is over; null if it was not made. */
  @Nullable Call replied(int serial) {
    Call call = inFlight.remove(serial);
    if (call != null && call.quickRead) {
      readsInFlight--;
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
