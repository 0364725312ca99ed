package io.quantix.desktop.sound;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Plays sound as it comes. What is not played within a fifth of a second gives way to what is
 * newer, so that sound is never late by more than that and whoever brings it never waits. The
 * device is open only while there is sound, on a thread that ends with it. Safe for use by several
 * threads.
 */
public final class SoundPlayer implements AutoCloseable {
  private static final int QUEUE_MILLIS = 200;
  // What is gathered before the first of it is played, so that a late piece leaves no gap.
  private static final int GATHER_MILLIS = 60;
  private static final int CHUNK_MILLIS = 20;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SoundOutput.Device device;
  private final PcmFormat format;
  private final Consumer<NoSoundException> onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SampleQueue queue;
  private volatile double volume = 1;
  private boolean off;
  private boolean playing;
  private boolean ending;
  private boolean failed;

  /**
   * Makes one that opens nothing before the first sound.
   *
   * @param onFailure told, on the player's own thread, that there will be no sound before {@link
   *     #begin} is called anew
   */
  public SoundPlayer(
      SoundOutput.Device device, PcmFormat format, Consumer<NoSoundException> onFailure) {
    this.device = device;
    this.format = format;
    this.onFailure = onFailure;
    this.queue = new SampleQueue(format.bytes(QUEUE_MILLIS));
  }

  /**
   * How loud it is from here on.
   *
   * @param percent 0 for silence to 100 for what it is; half is heard as half as loud
   */
  public void setVolume(int percent) {
    double share = Math.clamp(percent, 0, 100) / 100.0;
    volume = share * share * share; // ears tell ratios apart, not differences
  }

  /** A sound begins: a device that was not there before is tried again. */
  public void begin() {
    lock.lock();
    try {
      failed = false;
      ending = false;
    } finally {
      lock.unlock();
    }
  }

  /** Plays whole frames behind those that wait; the buffer's position ends at its limit. */
  public void play(ByteBuffer samples) {
    lock.lock();
    try {
      if (off || failed) {
        return;
      }
      queue.add(samples);
      ending = false;
      if (!playing) {
        playing = true;
        // No virtual thread: the system's sound waits in native code.
        Thread thread = new Thread(this::run, "sound");
        thread.setDaemon(true);
        thread.start();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The sound ends: what waits is still played, and the device is then given back. */
  public void end() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Falls silent at once and drops what comes, or plays again what comes from here on. */
  public void setOn(boolean on) {
    lock.lock();
    try {
      off = !on;
      if (off) {
        queue.clear();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Falls silent for good; the device is given back a moment later. */
  @Override
  public void close() {
    setOn(false);
  }

  private void run() {
    do {
      try (SoundOutput output = device.open(format)) {
        pump(output);
      } catch (NoSoundException e) {
        fail();
        onFailure.accept(e);
      }
    } while (!isOver());
  }

  private void fail() {
    lock.lock();
    try {
      failed = true;
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  // What came while the device was given back needs it again.
  private boolean isOver() {
    lock.lock();
    try {
      playing = !off && queue.size() > 0;
      return !playing;
    } finally {
      lock.unlock();
    }
  }

  // The device is never asked while the lock is held: its answer may take a while.
  private void pump(SoundOutput output) {
    byte[] chunk = new byte[format.bytes(CHUNK_MILLIS)];
    while (awaitSamples(output)) {
      for (int length = next(chunk); length > 0; length = next(chunk)) {
        soften(chunk, length);
        int done = output.write(chunk, 0, length);
        while (done < length) {
          if (!pause()) {
            return;
          }
          done += output.write(chunk, done, length - done);
        }
      }
    }
    long patience = System.nanoTime() + LAST_NANOS;
    boolean wanted = true;
    while (wanted && !output.isSilent() && System.nanoTime() < patience) {
      wanted = pause(); // until the last of it has been heard
    }
  }

  /** Waits until there is enough to play; false if nothing comes any more. */
  private boolean awaitSamples(SoundOutput output) {
    long patience = System.nanoTime() + IDLE_NANOS;
    while (true) {
      int enough = output.isSilent() ? format.bytes(GATHER_MILLIS) : 1;
      lock.lock();
      try {
        boolean last = ending || System.nanoTime() > patience;
        if (off || queue.size() >= enough || last) {
          return queue.size() > 0;
        }
        changed.awaitNanos(TURN_NANOS);
      } catch (InterruptedException e) {
        return false; // nobody does this; it would be the program's end
      } finally {
        lock.unlock();
      }
    }
  }

  private int next(byte[] chunk) {
    lock.lock();
    try {
      int length = queue.copy(chunk);
      queue.drop(length);
      return length;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the device to get on; false if it need not. */
  private boolean pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(TURN_NANOS);
    } catch (InterruptedException e) {
      return false;
    }
    lock.lock();
    try {
      return !off;
    } finally {
      lock.unlock();
    }
  }

  private void soften(byte[] samples, int length) {
    double factor = volume;
    if (factor == 1) {
      return;
    }
    for (int i = 0; i + 1 < length; i += 2) {
      int sample = (samples[i] & 0xff) | samples[i + 1] << 8;
      int softer = (int) Math.rint(sample * factor);
      samples[i] = (byte) softer;
      samples[i + 1] = (byte) (softer >> 8);
    }
  }
}
