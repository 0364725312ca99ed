package io.quantix.vnc.wire;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to a server (RFB 7.5). The methods only put a message into a buffer, so that
 * no caller ever waits for the network; {@link #run} is the thread that writes. Update requests are
 * kept as a wish and moves of the pointer overwrite each other, so that a server that reads slowly
 * is behind by one of each and not by thousands.
 */
public final class Outbox implements Runnable {
  private static final int CAPACITY = 64 * 1024;
  private static final int REQUEST = 10;

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
  // Where the pointer message starts that may still be overwritten, -1 if there is none.
  private int pointerAt = -1;
  private int pointerButtons;
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

  /** SetPixelFormat (RFB 7.5.1). */
  public void setPixelFormat(PixelFormat format) {
    if (begin(20)) {
      pending.putInt(0);
      pending.put((byte) format.bitsPerPixel()).put((byte) format.depth());
      pending.put((byte) (format.bigEndian() ? 1 : 0));
      pending.put((byte) (format.trueColour() ? 1 : 0));
      pending.putShort((short) format.redMax());
      pending.putShort((short) format.greenMax()).putShort((short) format.blueMax());
      pending.put((byte) format.redShift());
      pending.put((byte) format.greenShift()).put((byte) format.blueShift());
      pending.put((byte) 0).putShort((short) 0);
    }
    end();
  }

  /** SetEncodings (RFB 7.5.2): always the whole list, as QEMU forgets what a list leaves out. */
  public void setEncodings(List<Integer> numbers) {
    if (begin(4 + 4 * numbers.size())) {
      pending.put((byte) 2).put((byte) 0).putShort((short) numbers.size());
      for (int number : numbers) {
        pending.putInt(number);
      }
    }
    end();
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

  /** A full FramebufferUpdateRequest for the first pixel, to hear from the server at all. */
  public void requestPixel() {
    if (begin(REQUEST)) {
      putRequest(false, 1, 1);
    }
    end();
  }

  /** KeyEvent (RFB 7.5.4). */
  public void key(boolean down, int keysym) {
    if (begin(8)) {
      pending.put((byte) 4).put((byte) (down ? 1 : 0)).putShort((short) 0).putInt(keysym);
    }
    end();
  }

  /** QEMU Extended Key Event (RFB 7.5.8). */
  public void extendedKey(boolean down, int keysym, int scanCode) {
    if (begin(12)) {
      pending.put((byte) 255).put((byte) 0).putShort((short) (down ? 1 : 0));
      pending.putInt(keysym).putInt(scanCode);
    }
    end();
  }

  /** PointerEvent (RFB 7.5.5). */
  public void pointer(int x, int y, int buttons) {
    lock.lock();
    try {
      if (pointerAt >= 0 && pointerButtons == buttons) {
        pending.putShort(pointerAt + 2, (short) x).putShort(pointerAt + 4, (short) y);
        return;
      }
      int at = pending.position();
      if (begin(6)) {
        pending.put((byte) 5).put((byte) buttons).putShort((short) x).putShort((short) y);
        pointerAt = at;
        pointerButtons = buttons;
      }
      end();
    } finally {
      lock.unlock();
    }
  }

  /** SetDesktopSize (RFB 7.5.10) with one screen. */
  public void setDesktopSize(int newWidth, int newHeight, int screen, int flags) {
    if (begin(24)) {
      pending.put((byte) 251).put((byte) 0);
      pending.putShort((short) newWidth).putShort((short) newHeight);
      pending.put((byte) 1).put((byte) 0);
      pending.putInt(screen).putShort((short) 0).putShort((short) 0);
      pending.putShort((short) newWidth).putShort((short) newHeight).putInt(flags);
    }
    end();
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
        filled.await();
      }
      if (wish != Wish.NOTHING && !finished && pending.remaining() >= REQUEST) {
        putRequest(wish == Wish.CHANGES, width, height);
        wish = Wish.NOTHING;
      }
      if (pending.position() == 0) {
        return false;
      }
      ByteBuffer full = pending;
      pending = sending;
      sending = full;
      pointerAt = -1;
      busy = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void putRequest(boolean incremental, int w, int h) {
    pending.put((byte) 3).put((byte) (incremental ? 1 : 0));
    pending.putShort((short) 0).putShort((short) 0).putShort((short) w).putShort((short) h);
  }

  /** Takes the lock until {@link #end}; true if the message may be put. */
  private boolean begin(int bytes) {
    lock.lock();
    pointerAt = -1;
    if (finished || failure != null) {
      return false;
    }
    if (pending.remaining() < bytes) {
      overflown = true;
      return false;
    }
    return true;
  }

  private void end() {
    boolean breaks = overflown && failure == null;
    filled.signal();
    lock.unlock();
    if (breaks) {
      failed(new IOException("the server has stopped taking input"));
      closeTransport();
    }
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
