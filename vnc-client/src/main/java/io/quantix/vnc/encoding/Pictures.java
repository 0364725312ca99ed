package io.quantix.vnc.encoding;

import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A session's JPEG and PNG pictures. A large one is left to the {@link PicturePool}, and the
 * session's thread reads on; a rectangle that overlaps it waits for it. What is wrong with a
 * picture is thrown by the next call, in the end by {@link #finish}: of several the first in the
 * order in which they came, as if each had been decoded before the next was read.
 *
 * <p>Jobs are made as they are needed, up to a fixed number, and used again. For the session's
 * reader thread, where it does not say otherwise.
 */
public final class Pictures implements AutoCloseable {
  /** Pixels of a picture from which on another thread gains more than it costs. */
  static final int LEAST = 16 * 1024;

  // A larger picture is the reader's own, so that what jobs hold stays small.
  private static final int MOST_BYTES = 256 * 1024;
  private static final int JOBS_A_THREAD = 2;

  private final PicturePool pool;
  private final int least;
  private final PictureJob own = new PictureJob(this);
  private final PictureJob[] jobs;
  private int made;
  private boolean isBusy;
  private boolean isClosed;
  private long sequence;
  private String title = "";
  // Held back until the reader has more to read: else it is as quick to do it itself.
  private @Nullable PictureJob held;
  private @Nullable Framebuffer framebuffer;

  // Guarded by this.
  private boolean isWaiting;
  private long failedSequence;
  private volatile @Nullable Throwable failure;

  private Pictures(PicturePool pool, int least) {
    this.pool = pool;
    this.least = least;
    jobs = new PictureJob[JOBS_A_THREAD * pool.size()];
    pool.enter();
  }

  /** By the reader's thread alone. */
  public static Pictures alone() {
    return new Pictures(new PicturePool(0), Integer.MAX_VALUE);
  }

  /** With the threads that all sessions of the process share. */
  public static Pictures shared() {
    return new Pictures(PicturePool.shared(), LEAST);
  }

  /** With a pool's threads, for pictures of so many pixels and more. */
  static Pictures with(PicturePool pool, int least) {
    return new Pictures(pool, least);
  }

  /** A rectangle of pixels comes; returns when none that it overlaps is to be painted any more. */
  void next(String encoding, Rectangle rectangle, Surface surface) throws VncException {
    title = encoding;
    sequence++;
    Framebuffer present = surface.framebuffer();
    if (!present.equals(framebuffer)) {
      finish();
      framebuffer = present;
      own.forget();
      for (int i = 0; i < made; i++) {
        jobs[i].forget();
      }
    } else if (isBusy && overlaps(rectangle)) {
      finish();
    }
  }

  private synchronized boolean overlaps(Rectangle rectangle) {
    for (int i = 0; i < made; i++) {
      if (jobs[i].isTaken && jobs[i].overlaps(rectangle)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a picture of so many bytes and decodes it, or has it decoded. */
  void decode(Rectangle rectangle, WireReader in, Surface surface, int length, boolean isPng)
      throws IOException, VncException {
    PictureJob job = own;
    if (rectangle.width() * rectangle.height() >= least && length <= MOST_BYTES) {
      check();
      offerHeld();
      job = findIdle();
    }
    job.read(sequence, title, rectangle, surface.framebuffer(), in, length, isPng);
    if (job.equals(own)) {
      job.decode();
      return;
    }
    synchronized (this) {
      job.isTaken = true;
    }
    isBusy = true;
    held = job;
  }

  /** A job that is not used; the reader's own if all are, as it is to do something too. */
  private PictureJob findIdle() {
    synchronized (this) {
      for (int i = 0; i < made; i++) {
        if (!jobs[i].isTaken) {
          return jobs[i];
        }
      }
    }
    if (made == jobs.length) {
      return own;
    }
    jobs[made] = new PictureJob(this);
    made++;
    return jobs[made - 1];
  }

  private void offerHeld() {
    if (held != null) {
      pool.add(held);
      held = null;
    }
  }

  /** Waits until all pictures are decoded, and throws what is wrong with the first that is bad. */
  public void finish() throws VncException {
    if (isBusy) {
      await();
      isBusy = false;
    }
    check();
  }

  /** Waits for all jobs, and does those that no thread has begun. */
  private void await() {
    if (held != null) {
      PictureJob last = held;
      held = null;
      last.run();
    }
    for (int i = 0; i < made; i++) {
      if (pool.withdraw(jobs[i])) {
        jobs[i].run();
      }
    }
    boolean isInterrupted = false;
    synchronized (this) {
      isWaiting = true;
      while (isAnyTaken()) {
        try {
          wait();
        } catch (InterruptedException e) {
          // A picture does not take long, and its job must not be left alone.
          isInterrupted = true;
        }
      }
      isWaiting = false;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnyTaken() {
    for (int i = 0; i < made; i++) {
      if (jobs[i].isTaken) {
        return true;
      }
    }
    return false;
  }

  /** For who has done a job: says so, and what was wrong, null if nothing was. */
  synchronized void done(PictureJob job, long number, @Nullable Throwable wrong) {
    if (wrong != null && (failure == null || number < failedSequence)) {
      failedSequence = number;
      failure = wrong;
    }
    job.isTaken = false;
    if (isWaiting) {
      notifyAll();
    }
  }

  private void check() throws VncException {
    Throwable known = failure;
    if (known != null) {
      switch (known) {
        case VncException breach -> throw breach;
        case Error error -> throw error;
        case RuntimeException ours -> throw ours;
        default -> throw new IllegalStateException(known);
      }
    }
  }

  /** Waits until no thread decodes for this session any more, and frees what decoders hold. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    await();
    own.close();
    for (PictureJob job : Arrays.copyOf(jobs, made)) {
      job.close();
    }
    pool.leave();
  }
}
