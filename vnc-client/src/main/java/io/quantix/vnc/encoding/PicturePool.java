package io.quantix.vnc.encoding;

import org.jspecify.annotations.Nullable;

/**
 * Threads that decode pictures for all sessions of the process. They are started when there is
 * something to do, and end when the last session has left. Nothing is allocated for a picture: the
 * line of those that wait goes through the jobs themselves.
 */
final class PicturePool {
  private static final int MOST = 4;
  private static final PicturePool SHARED = new PicturePool(usualSize());

  private final int size;
  private int users;
  private int threads;
  private int idle;
  private int named;
  private @Nullable PictureJob first;
  private @Nullable PictureJob last;

  /** One of so many threads at most; with none, sessions decode for themselves. */
  PicturePool(int size) {
    this.size = size;
  }

  /**
   * The process's own: a thread for each processor but one, which is the reader's, and at most
   * four.
   */
  static PicturePool shared() {
    return SHARED;
  }

  private static int usualSize() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 0, MOST);
  }

  /** How many threads it has at most. */
  int size() {
    return size;
  }

  /** How many threads it has now. */
  synchronized int threads() {
    return threads;
  }

  /** A session begins. */
  synchronized void enter() {
    users++;
  }

  /** A session has ended. */
  synchronized void leave() {
    users--;
    if (users == 0) {
      notifyAll();
    }
  }

  /** Has a thread do a job, which is not in line yet. */
  synchronized void add(PictureJob job) {
    job.isInLine = true;
    job.next = null;
    if (last == null) {
      first = job;
    } else {
      last.next = job;
    }
    last = job;
    if (idle > 0) {
      notify();
    } else if (threads < size) {
      start();
    }
  }

  /** Takes a job out of the line, for the caller to do; false if it is not in line any more. */
  synchronized boolean withdraw(PictureJob job) {
    if (!job.isInLine) {
      return false;
    }
    PictureJob before = null;
    for (PictureJob each = first; each != null && !each.equals(job); each = each.next) {
      before = each;
    }
    if (before == null) {
      first = job.next;
    } else {
      before.next = job.next;
    }
    if (job.equals(last)) {
      last = before;
    }
    job.isInLine = false;
    return true;
  }

  private void start() {
    try {
      threads++;
      named++;
      Thread.ofPlatform().daemon().name("vnc pictures " + named).start(this::work);
    } catch (OutOfMemoryError e) {
      // The system has no more threads; whoever waits for the job does it.
      threads--;
    }
  }

  private void work() {
    for (PictureJob job = next(); job != null; job = next()) {
      job.run();
    }
  }

  /** The first in line, once there is one; null if the thread is to end. */
  private synchronized @Nullable PictureJob next() {
    while (first == null && users > 0) {
      idle++;
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody has a reason to; what is in line is done all the same.
      } finally {
        idle--;
      }
    }
    PictureJob job = first;
    if (job == null) {
      threads--;
      return null;
    }
    withdraw(job);
    return job;
  }
}
