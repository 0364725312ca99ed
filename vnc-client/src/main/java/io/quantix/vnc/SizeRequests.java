package io.quantix.vnc;

import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.Outbox;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Requests for another size (SetDesktopSize) and what becomes of each: a server answers it, or
 * passes it on to its guest, which changes its size a little later or never.
 */
final class SizeRequests {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
  private static final int PASSED_ON = 4;
  private static final int MOST = 255;

  private final ClientMessages out;
  private final Outbox outbox;
  private final VncListener listener;
  private final LongSupplier clock;
  private int unanswered;
  private boolean isPassedOn;
  private long deadline;
  private String wanted = "";

  SizeRequests(ClientMessages out, Outbox outbox, VncListener listener) {
    this(out, outbox, listener, System::nanoTime);
  }

  /** Has the patience of a clock of nanoseconds. */
  SizeRequests(ClientMessages out, Outbox outbox, VncListener listener, LongSupplier clock) {
    this.out = out;
    this.outbox = outbox;
    this.listener = listener;
    this.clock = clock;
  }

  /** Asks for a size with one screen, which keeps its number and flags. */
  void ask(int width, int height, VncScreen first) {
    int w = Math.clamp(width, 1, Limits.SIDE);
    int h = Math.clamp(height, 1, Limits.SIDE);
    send(w, h, List.of(new VncScreen(first.id(), 0, 0, w, h, first.flags())));
  }

  /** Asks for screens; the desktop is as large as it takes to hold them. */
  void ask(List<VncScreen> screens) {
    if (screens.isEmpty() || screens.size() > MOST) {
      throw new IllegalArgumentException(screens.size() + " screens: 1 to " + MOST);
    }
    int width = 0;
    int height = 0;
    for (VncScreen s : screens) {
      boolean isInside = s.x() >= 0 && s.y() >= 0 && s.x() < Limits.SIDE && s.y() < Limits.SIDE;
      boolean hasSize = s.width() > 0 && s.height() > 0;
      if (!isInside || !hasSize || s.width() > Limits.SIDE || s.height() > Limits.SIDE) {
        throw new IllegalArgumentException("no screen can be " + s);
      }
      width = Math.max(width, s.x() + s.width());
      height = Math.max(height, s.y() + s.height());
    }
    if (Math.max(width, height) > Limits.SIDE) {
      throw new IllegalArgumentException("a desktop of " + width + "x" + height);
    }
    send(width, height, List.copyOf(screens));
  }

  private synchronized void send(int width, int height, List<VncScreen> screens) {
    unanswered++;
    wanted = width + "x" + height;
    deadline = clock.getAsLong() + PATIENCE;
    out.setDesktopSize(width, height, screens);
    // The answer is told on the thread that reads, and so is that none has come.
    outbox.wakeServerIn(PATIENCE);
  }

  /** The server's answer to one of them. */
  void answered(int status, int width, int height) {
    synchronized (this) {
      unanswered = Math.max(0, unanswered - 1);
      // QEMU passes the request on to the guest, and says so: that is no answer yet.
      isPassedOn = status == PASSED_ON;
      if (isPassedOn) {
        deadline = clock.getAsLong() + PATIENCE;
        outbox.wakeServerIn(PATIENCE);
        return;
      }
    }
    listener.sizeAnswered(
        status == 0,
        switch (status) {
          case 0 -> "the desktop is " + width + "x" + height;
          case 1 -> "the server forbids changes of its size";
          case 2 -> "the server has not the means for this size";
          case 3 -> "this desktop cannot have that size";
          default -> "the server refused the size with status " + status;
        });
  }

  /** The desktop has another size: the guest may have done what was passed on to it. */
  void resized(int width, int height) {
    synchronized (this) {
      if (!isPassedOn) {
        return;
      }
      isPassedOn = false;
    }
    listener.sizeAnswered(true, "the desktop is " + width + "x" + height);
  }

  /** Tells of a request that nothing has become of for too long. */
  void tellIfOverdue() {
    String message;
    synchronized (this) {
      if ((unanswered == 0 && !isPassedOn) || clock.getAsLong() - deadline < 0) {
        return;
      }
      message =
          isPassedOn
              ? "the guest was asked for " + wanted + " and has not changed its size within 5 s"
              : "the server has not answered the request for " + wanted + " within 5 s";
      unanswered = 0;
      isPassedOn = false;
    }
    listener.sizeAnswered(false, message);
  }
}
