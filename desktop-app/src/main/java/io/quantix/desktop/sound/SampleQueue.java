package io.quantix.desktop.sound;

import java.nio.ByteBuffer;

/** The latest samples that wait to be played: when it is full the oldest go. Not for threads. */
final class SampleQueue {
  private final byte[] ring;
  private int first;
  private int size;

  /**
   * Makes an empty one.
   *
   * @param capacity bytes, of whole frames
   */
  SampleQueue(int capacity) {
    ring = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Adds whole frames; of more than there is room for at all, the last ones. */
  void add(ByteBuffer samples) {
    int length = Math.min(samples.remaining(), ring.length);
    samples.position(samples.limit() - length);
    drop(Math.max(0, size + length - ring.length));
    int end = (first + size) % ring.length;
    int straight = Math.min(length, ring.length - end);
    samples.get(ring, end, straight);
    samples.get(ring, 0, length - straight);
    size += length;
  }

  /** Copies the oldest bytes, which stay; as many as there are and fit. */
  int copy(byte[] to) {
    int length = Math.min(size, to.length);
    int straight = Math.min(length, ring.length - first);
    System.arraycopy(ring, first, to, 0, straight);
    System.arraycopy(ring, 0, to, straight, length - straight);
    return length;
  }

  /** Drops the oldest bytes. */
  void drop(int length) {
    first = (first + length) % ring.length;
    size -= length;
  }
}
