package io.quantix.vnc;

import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How updates are made to come: asked for one by one, each before the present one is read; or, from
 * a server that has continuous updates, not asked for at all. Fences keep such a server from
 * sending more than the way to us holds, and measure that way. For the reader's thread; {@link
 * #requestEverything} and the figures for any.
 */
final class UpdateFlow {
  private static final int REQUEST = 1 << 31;
  private static final int BLOCK_BEFORE = 1;
  private static final int KNOWN = 7;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LOST = 30 * SECOND;

  private enum Continuous {
    UNKNOWN,
    ON,
    ENDED
  }

  private final boolean isAsking;
  private final Outbox outbox;
  private final ClientMessages out;
  private final LongSupplier clock;
  private final byte[] payload = new byte[Limits.FENCE];
  private final byte[] ping = new byte[Long.BYTES];
  private Continuous continuous = Continuous.UNKNOWN;
  private int width;
  private int height;
  private boolean hasFences;
  private boolean isPinging;
  private long pinged;
  private volatile long askedForAll;
  private volatile long latency;

  UpdateFlow(boolean isAsking, Outbox outbox, ClientMessages out) {
    this(isAsking, outbox, out, System::nanoTime);
  }

  /** Measures by a clock of nanoseconds. */
  UpdateFlow(boolean isAsking, Outbox outbox, ClientMessages out, LongSupplier clock) {
    this.isAsking = isAsking;
    this.outbox = outbox;
    this.out = out;
    this.clock = clock;
  }

  /** The first request, of a desktop of this size. */
  void begin(int firstWidth, int firstHeight) {
    setSize(firstWidth, firstHeight);
    if (isAsking) {
      requestEverything();
    } else {
      outbox.requestPart(0, 0, 1, 1);
    }
  }

  /** There and back in nanoseconds, 0 if unknown. */
  long latency() {
    return latency;
  }

  /** Asks for the whole desktop. */
  void requestEverything() {
    if (askedForAll == 0) {
      askedForAll = clock.getAsLong();
    }
    outbox.requestEverything();
  }

  /** An update begins to come. */
  void updateBegins() {
    if (isAsking && continuous != Continuous.ON) {
      // Before the pixels are read, so that the server is busy with the next while we decode.
      outbox.requestChanges();
    }
  }

  /** An update has come. */
  void updateEnds(boolean hasPixels) {
    long now = clock.getAsLong();
    // What QEMU sends at first has no pixels and answers nothing.
    if (hasPixels && askedForAll != 0) {
      if (!hasFences) {
        latency = now - askedForAll;
      }
      askedForAll = 0;
    }
    boolean isLost = isPinging && now - pinged > LOST;
    if (hasFences && (!isPinging || isLost) && now - pinged > SECOND) {
      isPinging = true;
      pinged = now;
      for (int i = 0; i < ping.length; i++) {
        ping[i] = (byte) (now >> (8 * i));
      }
      out.fence(REQUEST | BLOCK_BEFORE, ping, ping.length);
    }
  }

  /** The desktop has another size. */
  void resized(int newWidth, int newHeight) {
    setSize(newWidth, newHeight);
    if (continuous == Continuous.ON) {
      out.enableContinuousUpdates(newWidth, newHeight);
    }
    requestAnew();
  }

  /** What is shown is no longer what the server has: all of it is asked for. */
  void requestAnew() {
    if (isAsking) {
      requestEverything();
    }
  }

  private void setSize(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    outbox.setSize(newWidth, newHeight);
  }

  /** EndOfContinuousUpdates: at first it says that the server has them, later that they ended. */
  void endOfContinuousUpdates() {
    if (!isAsking) {
      return;
    }
    switch (continuous) {
      case UNKNOWN -> {
        continuous = Continuous.ON;
        out.enableContinuousUpdates(width, height);
      }
      case ON -> {
        continuous = Continuous.ENDED;
        outbox.requestChanges();
      }
      case ENDED -> {}
    }
  }

  /** ServerFence: a request goes back with the flags that we know; an answer is our own coming. */
  void fence(WireReader in) throws IOException, VncException {
    in.skip(3);
    int flags = in.s32();
    int length = in.u8();
    if (length > Limits.FENCE) {
      throw Breach.limit("the length of a fence", length, Limits.FENCE);
    }
    in.bytes(payload, 0, length);
    if ((flags & REQUEST) != 0) {
      hasFences = true;
      out.fence(flags & KNOWN, payload, length);
    } else if (isPinging && isPing(length)) {
      isPinging = false;
      latency = clock.getAsLong() - pinged;
    }
  }

  private boolean isPing(int length) {
    for (int i = 0; i < ping.length; i++) {
      if (payload[i] != ping[i]) {
        return false;
      }
    }
    return length == ping.length;
  }
}
