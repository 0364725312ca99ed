package io.quantix.vnc.wire;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to a server, in its order. {@link ClientMessages} puts it here, so that no
 * caller ever waits for the network; {@link #run} is the thread that writes. Update requests are
 * kept as a wish and moves of the pointer are put together, so that a server that reads slowly is
 * behind by one of each and not by thousands.
 */
public final class Outbox implements Runnable {
  private static final int CAPACITY = 64 * 1024;
  // A message from this size on, such as a clipboard, gets room of its own.
  private static final int LARGE = 8 * 1024;
  private static final int MOST = 4 * 1024 * 1024;
  private static final int REQUEST = 10;
  private static final int ORIGIN = 0x7fff;

  private enum Wish {
    NOTHING,
    CHANGES,
    EVERYTHING
  }

  private final VncTransport transport;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private ByteBuffer pending = ByteBuffer.allocateDirect(CAPACITY);
  private ByteBuffer sending = ByteBuffer.allocateDirect(CAPACITY);
  private Wish wish = Wish.NOTHING;
  private int width;
  private int height;
  // Where the move of the pointer starts that a later one may join, -1 if there is none.
  private int moveAt = -1;
  private boolean moveIsRelative;
  private int buttons;
  private boolean isWaking;
  private long wakeAt;
  private boolean overflown;
  private boolean busy;
  private volatile @Nullable Exception failure;
  private boolean finished;

  /** Writes to a transport. */
  public Outbox(VncTransport transport) {
    this.transport = transport;
  }

  /** Writes until {@link #finish} and all is written, or until it fails; closes the transport. */
  @Override
  public void run() {
    try {
      while (swap()) {
        sending.flip();
        transport.write(sending);
        sending.clear();
        if (sending.capacity() > CAPACITY) {
          sending = ByteBuffer.allocateDirect(CAPACITY);
        }
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeTransport();
    }
  }

  /** Why writing failed, which closed the transport; empty if it has not. */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether everything put so far has been handed to the transport. */
  public boolean isEmpty() {
    lock.lock();
    try {
      return pending.position() == 0 && !busy;
    } finally {
      lock.unlock();
    }
  }

  /** No message is taken from here on; what is pending is still written. */
  public void finish() {
    lock.lock();
    try {
      finished = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The desktop's size, which update requests ask for. */
  public void setSize(int newWidth, int newHeight) {
    lock.lock();
    try {
      width = newWidth;
      height = newHeight;
    } finally {
      lock.unlock();
    }
  }

  /** FramebufferUpdateRequest (RFB 7.5.3) for what changes. */
  public void requestChanges() {
    request(Wish.CHANGES);
  }

  /** FramebufferUpdateRequest for all of it. */
  public void requestEverything() {
    request(Wish.EVERYTHING);
  }

  /** FramebufferUpdateRequest for a part, whether it changes or not. */
  public void requestPart(int x, int y, int partWidth, int partHeight) {
    if (begin(REQUEST) != null) {
      putRequest(false, x, y, partWidth, partHeight);
    }
    end();
  }

  /**
   * Has the server say something after a while: a full request for one pixel is sent then, which it
   * must answer. For whoever waits, on the thread that reads, for something that may not come.
   */
  public void wakeServerIn(long nanos) {
    lock.lock();
    try {
      isWaking = true;
      wakeAt = System.nanoTime() + nanos;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * PointerEvent (RFB 7.5.5); moves with no change of buttons between them become one.
   *
   * @param mask the buttons; from bit 7 on only for servers that take them
   */
  public void pointer(int x, int y, int mask) {
    putPointer(false, x, y, mask);
  }

  /** PointerEvent with a movement (QEMU pointer motion change); its range is 0x7fff each way. */
  public void pointerMoved(int dx, int dy, int mask) {
    putPointer(true, Math.clamp(dx, -ORIGIN, ORIGIN), Math.clamp(dy, -ORIGIN, ORIGIN), mask);
  }

  /** The buttons, the pointer staying where it is; nothing if they are as they were. */
  public void pointerStays(int mask) {
    lock.lock();
    try {
      if (mask != buttons) {
        putPointer(true, 0, 0, mask);
      }
    } finally {
      lock.unlock();
    }
  }

  private void putPointer(boolean isRelative, int x, int y, int mask) {
    lock.lock();
    try {
      if (moveAt >= 0 && moveIsRelative == isRelative && mask == buttons && join(x, y)) {
        return;
      }
      int at = pending.position();
      ByteBuffer to = begin(7);
      if (to != null) {
        boolean isExtended = mask > 0x7f;
        int origin = isRelative ? ORIGIN : 0;
        to.put((byte) 5).put((byte) (isExtended ? (mask & 0x7f) | 0x80 : mask));
        to.putShort((short) (x + origin)).putShort((short) (y + origin));
        if (isExtended) {
          to.put((byte) (mask >> 7));
        }
        // A press or a release stays where it was made: only moves behind it may be put together.
        moveAt = mask == buttons ? at : -1;
        moveIsRelative = isRelative;
        buttons = mask;
      }
      end();
    } finally {
      lock.unlock();
    }
  }

  private boolean join(int x, int y) {
    if (!moveIsRelative) {
      pending.putShort(moveAt + 2, (short) x).putShort(moveAt + 4, (short) y);
      return true;
    }
    int dx = (pending.getShort(moveAt + 2) & 0xffff) - ORIGIN + x;
    int dy = (pending.getShort(moveAt + 4) & 0xffff) - ORIGIN + y;
    if (Math.max(Math.abs(dx), Math.abs(dy)) > ORIGIN) {
      return false;
    }
    pending.putShort(moveAt + 2, (short) (dx + ORIGIN));
    pending.putShort(moveAt + 4, (short) (dy + ORIGIN));
    return true;
  }

  private void request(Wish asked) {
    lock.lock();
    try {
      if (wish != Wish.EVERYTHING) {
        wish = asked;
      }
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to write and takes it; false when all is written and done. */
  private boolean swap() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      busy = false;
      while (pending.position() == 0 && wish == Wish.NOTHING && !finished) {
        long left = isWaking ? wakeAt - System.nanoTime() : Long.MAX_VALUE;
        if (left > 0) {
          filled.awaitNanos(left);
        } else {
          isWaking = false;
          putRequest(false, 0, 0, 1, 1);
        }
      }
      if (wish != Wish.NOTHING && !finished && pending.remaining() >= REQUEST) {
        putRequest(wish == Wish.CHANGES, 0, 0, width, height);
        wish = Wish.NOTHING;
      }
      if (pending.position() == 0) {
        return false;
      }
      ByteBuffer full = pending;
      pending = sending;
      sending = full;
      moveAt = -1;
      busy = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void putRequest(boolean incremental, int x, int y, int w, int h) {
    pending.put((byte) 3).put((byte) (incremental ? 1 : 0));
    pending.putShort((short) x).putShort((short) y).putShort((short) w).putShort((short) h);
  }

  /** Takes the lock until {@link #end}; where the message is to be put, null if it is not taken. */
  @Nullable ByteBuffer begin(int bytes) {
    lock.lock();
    moveAt = -1;
    if (finished || failure != null) {
      return null;
    }
    if (pending.remaining() < bytes && !grow(bytes)) {
      overflown = true;
      return null;
    }
    return pending;
  }

  void end() {
    boolean breaks = overflown && failure == null;
    filled.signal();
    lock.unlock();
    if (breaks) {
      failed(new IOException("the server has stopped taking input"));
      closeTransport();
    }
  }

  private boolean grow(int bytes) {
    int size = pending.position() + bytes + CAPACITY;
    if (bytes < LARGE || size > MOST) {
      return false;
    }
    pending = ByteBuffer.allocateDirect(size).put(pending.flip());
    return true;
  }

  private void failed(Exception e) {
    lock.lock();
    try {
      if (failure == null) {
        failure = e;
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeTransport() {
    try {
      transport.close();
    } catch (IOException e) {
      failed(e);
    }
  }
}
