package io.quantix.desktop.model;

/** The last samples of a figure, oldest first, in a ring that never grows. */
public final class SampleHistory {
  private final float[] ring;
  private int next;
  private int size;

  /** Makes an empty one. */
  public SampleHistory(int capacity) {
    ring = new float[capacity];
  }

  /** Adds a sample and forgets the oldest if there is no place left. */
  public void add(double sample) {
    ring[next] = (float) sample;
    next = (next + 1) % ring.length;
    size = Math.min(size + 1, ring.length);
  }

  /** How many samples there are. */
  public int size() {
    return size;
  }

  /** How many there can be. */
  public int capacity() {
    return ring.length;
  }

  /** Sample i, 0 the oldest. */
  public double get(int i) {
    return ring[(next - size + i + 2 * ring.length) % ring.length];
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
    next = 0;
  }
}
